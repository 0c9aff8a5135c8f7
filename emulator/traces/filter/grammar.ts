/**
 * The grammar of X-Ray's filter expressions, in Peggy's notation.
 * Source: AWS X-Ray developer guide, "Using filter expressions", with `account.id` from "Cross-account tracing" and
 * annotations of the ends of an edge. Terms side by side are joined as by AND (documented by an example); AND binds
 * closer than OR. Every alternative is told by its first token, so that reading stays linear without a cache.
 * Actions make the shapes of `Expression`; the options know the simple keywords, JSON, groups, and how to refuse. Rules
 * with a name ("a keyword") stand in the list of what was expected.
 */
export const GRAMMAR = String.raw`
{{
  const joined = (kind, head, tail) => (tail.length === 0 ? head : { kind, terms: [head, ...tail] });
  const negated = (term, times) => (times % 2 === 0 ? term : { kind: 'not', term });
  const REPEATED = 'name, type and account.id may be given once each';
  const SET = { kind: 'set' };
  const simple = (word, test, at) => ({ kind: 'keyword', keyword: word.toLowerCase(), test: test ?? SET, at });
  const comparison = (operator, value) => ({ kind: 'comparison', operator: operator.toUpperCase(), value });
}}

Filter = _ filter:Or? _ { return filter; }

Selector
  = _ entity:(ServiceNodes / EdgeCalls) _ { return entity; }
  / _ node:Id _ { return { kind: 'service', node }; }

Or = head:And tail:(_ OrWord _ term:And { return term; })* { return joined('or', head, tail); }
And = head:Not tail:(_ (AndWord _)? term:Not { return term; })* { return joined('and', head, tail); }
Not = nots:(Bang _)* term:Term { return negated(term, nots.length); }

Term = Parentheses / Service / Edge / RootCauseJson / RootCause / Group / Annotation / Simple

Parentheses = "(" _ inner:Or _ ")" { return inner; }
Braces = _ "{" _ filter:Or _ "}" { return filter; }

Service = service:ServiceNodes filter:Braces? { return { ...service, filter, at: offset() }; }
ServiceNodes = ServiceWord node:(_ "(" _ node:Node? _ ")" { return node; } / Anywhere)
  { return { kind: 'service', node: node ?? {} }; }

Edge = edge:EdgeCalls filter:Braces? { return { ...edge, filter, at: offset() }; }
EdgeCalls = EdgeWord ends:(_ "(" _ ends:Ends? _ ")" { return ends; } / Anywhere)
  { return { kind: 'edge', ...(ends ?? { source: {}, target: {} }) }; }

Anywhere = !(_ "(") { return null; }
Ends = source:Node _ "," _ target:Node { return { source, target }; }

Node = name:String { return { name }; } / Id
Id = IdWord _ "(" _ head:Field tail:(_ "," _ field:Field { return field; })* _ ")"
  &{ return new Set([head, ...tail].map(([member]) => member)).size > tail.length || options.refuse(REPEATED, offset()); }
  { return Object.fromEntries([head, ...tail]); }
Field = member:Member _ ":" _ value:String { return [member, value]; }
Member "name, type or account.id"
  = "name"i End { return 'name'; }
  / "type"i End { return 'type'; }
  / "account.id"i End { return 'accountId'; }

RootCause = part:CausePart filter:Braces? { return { kind: 'rootCause', part, filter, at: offset() }; }
CausePart "a keyword"
  = part:$("rootcause."i ("fault."i / "error."i) ("service"i / "entity"i / "exception"i)) End
    { return part.toLowerCase(); }
  / part:$("rootcause.responsetime."i ("service"i / "entity"i)) End { return part.toLowerCase(); }

RootCauseJson = JsonWord test:(_ operator:Equality _ patterns:Patterns { return { operator, patterns }; })? {
    const found = { kind: 'rootCauseJson', patterns: test?.patterns ?? [], at: offset() };
    return negated(found, test?.operator === '!=' ? 1 : 0);
  }
Patterns = "#" _ text:$JsonList { return options.patternsOf(text, offset()); }
JsonList "a JSON list" = "[" JsonInside* "]"
JsonInside = JsonList / "{" JsonInside* "}" / JsonString / [^"[\]{}]+
JsonString "a text in double quotes" = '"' ([^"\\] / "\\" .)* '"'

Group = by:GroupWord _ operator:Equality _ value:String
  { return negated({ kind: 'group', filter: options.filterOfGroup(by, value), at: offset() }, operator === '!=' ? 1 : 0); }

Annotation = of:Holder key:(DottedKey / BracketedKey) test:(_ test:AnyTest { return test; })?
  { return { kind: 'annotation', of, key, test: test ?? SET, at: offset() }; }
Holder "a keyword"
  = "source.annotation"i &[.[] { return 'source'; }
  / "destination.annotation"i &[.[] { return 'destination'; }
  / "annotation"i &[.[] { return 'self'; }
DottedKey = "." key:Key Undotted { return key; }
Key "an annotation key" = $[A-Za-z0-9_]+
Undotted = !"." / &{ options.refuse('an annotation key with dots must stand in square brackets', offset()); }
BracketedKey = "[" _ key:(String / BareKey) _ "]" { return key; }
BareKey "an annotation key" = key:$[^"()[\]{}]+ { return key.trim(); }

Simple
  = keyword:BooleanKeyword test:(_ test:BooleanTest { return test; })? { return simple(keyword, test, offset()); }
  / keyword:NumberKeyword test:(_ test:NumberTest { return test; })? { return simple(keyword, test, offset()); }
  / keyword:StringKeyword test:(_ test:StringTest { return test; })? { return simple(keyword, test, offset()); }
BooleanKeyword "a keyword" = word:Path &{ return options.typeOfKeyword(word) === 'boolean'; } { return word; }
NumberKeyword "a keyword" = word:Path &{ return options.typeOfKeyword(word) === 'number'; } { return word; }
StringKeyword "a keyword" = word:Path &{ return options.typeOfKeyword(word) === 'string'; } { return word; }

BooleanTest = operator:Equality _ value:(Boolean / QuotedBoolean) { return comparison(operator, value); }
NumberTest = operator:(Order / Equality) _ value:Number { return comparison(operator, value); }
StringTest = operator:(Search / Equality) _ value:(String / Bare) { return comparison(operator, value); }
AnyTest
  = operator:Equality _ value:(Boolean / Number / String / Bare) { return comparison(operator, value); }
  / operator:Order _ value:Number { return comparison(operator, value); }
  / operator:Search _ value:String { return comparison(operator, value); }

Equality "= or !=" = "=" / "!="
Order "<, <=, > or >=" = "<=" / "<" / ">=" / ">"
Search "CONTAINS, BEGINSWITH or ENDSWITH"
  = operator:("CONTAINS"i / "BEGINSWITH"i / "ENDSWITH"i) End { return operator; }

Boolean "true or false" = "true"i End { return true; } / "false"i End { return false; }
QuotedBoolean "true or false" = '"true"'i { return true; } / '"false"'i { return false; }
Number "a number" = digits:$("-"? ([0-9]+ ("." [0-9]*)? / "." [0-9]+) ("e"i [+-]? [0-9]+)?) End { return Number(digits); }
String "a text in double quotes" = '"' letters:([^"\\] / "\\" letter:. { return letter; })* '"' { return letters.join(''); }
Bare "a word" = !((AndWord / OrWord)) word:Path { return word; }

ServiceWord "a keyword" = "service"i End
EdgeWord "a keyword" = "edge"i End
IdWord "id(" = "id"i &(_ "(")
JsonWord "a keyword" = ("rootcause.json"i / "json"i) End
GroupWord "a keyword" = "group."i by:("name"i / "arn"i) End { return by.toLowerCase(); }
AndWord "AND" = "AND"i End
OrWord "OR" = "OR"i End
Bang = "!"

Path = $([A-Za-z_] [A-Za-z0-9_]* ("." [A-Za-z0-9_]+)*)
End = ![A-Za-z0-9_.]
_ "whitespace" = [ \t\r\n]*
`;

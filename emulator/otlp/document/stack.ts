/** A frame of a stack trace as X-Ray writes it. */
export interface StackFrame {
  readonly path: string;
  readonly line: number;
  readonly label: string;
}

/** How languages write a frame on a line of its own; each form is linear in the line, whoever wrote it. */
const FRAMES: readonly RegExp[] = [
  /^ {4}at (?:(?<label>.+) \()?(?<path>[^()]+?):(?<line>\d+):\d+\)?$/, // JavaScript
  /^\tat (?<label>[^(]+)\((?<path>[^():]+)(?::(?<line>\d+))?\)$/, // Java, PHP
  /^ {3}at (?<label>[^)]*\))(?: in (?<path>.+):line (?<line>\d+))?$/, // .NET
  /^ {2}File "(?<path>[^"]+)", line (?<line>\d+), in (?<label>.+)$/, // Python
];
const NEXT_JAVA_EXCEPTION = /^Caused by: /m;
const LATER_PYTHON_EXCEPTION = /^(?:During handling of|The above exception was) .*$/m;

/**
 * The frames in the text of a stack trace, innermost first; undefined when there are none.
 * Lines in no known form are left out, and so are the frames of the exceptions that led to this one.
 */
export function stackOf(text = ''): readonly StackFrame[] | undefined {
  const own = text.split(NEXT_JAVA_EXCEPTION)[0]?.split(LATER_PYTHON_EXCEPTION).at(-1) ?? '';
  const frames = own.split(/\r?\n/).flatMap(frameOf);
  if (frames.length === 0) return undefined;
  return /^Traceback /m.test(own) ? frames.reverse() : frames;
}

function frameOf(text: string): readonly StackFrame[] {
  for (const form of FRAMES) {
    const { path, line, label } = form.exec(text)?.groups ?? {};
    if (path ?? label) return [{ path: path ?? '', line: Number(line ?? 0), label: withoutModule(label) }];
  }
  return [];
}

/** Java writes class loader and module before the name: `app//org.Shop.buy`. */
const withoutModule = (label = '') => label.slice(label.lastIndexOf('/') + 1);

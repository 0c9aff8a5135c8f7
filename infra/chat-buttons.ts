import { CfnCustomAction } from 'aws-cdk-lib/aws-chatbot';
import { Construct } from 'constructs';

export interface ChatButtonsProps {
  /**
   * Name of the function that takes decisions, at most 25 characters, because a command has room for 100. It is invoked
   * with `{"<verb>": "<scope>#<incident>"}`, the verb being `approve`, `deny`, `mute24h` or `ack`.
   */
  readonly functionName: string;
  /**
   * Begins the names of the actions, which are one namespace for the account.
   * @default - `tracenorm`
   */
  readonly prefix?: string | undefined;
}

/** A button: what it says, and whether it is only for what was never seen before. */
interface Button {
  readonly verb: string;
  readonly text: string;
  readonly onlyNovel: boolean;
}

const buttons: readonly Button[] = [
  { verb: 'approve', text: 'Approve', onlyNovel: true },
  { verb: 'deny', text: 'Deny', onlyNovel: true },
  { verb: 'mute24h', text: 'Mute 24 h', onlyNovel: false },
  { verb: 'ack', text: 'Acknowledge', onlyNovel: false },
];

const mostCommandCharacters = 100;
const variable = (name: string): string => `event.metadata.additionalContext.${name}`;

/**
 * Buttons under tracenorm's notifications in a chat, by which a person decides on an incident. A channel shows them
 * when its configuration, which is the account's and not ours, names their ARNs among its customization resources, and
 * when channel role and guardrail policy let the function be invoked. Anyone in the channel can press them.
 * Source: AWS CloudFormation, AWS::Chatbot::CustomAction.
 */
export class ChatButtons extends Construct {
  /** For the channel configuration's `customizationResourceArns`. */
  readonly arns: readonly string[];

  /** @throws Error when a command would be longer than 100 characters */
  constructor(scope: Construct, id: string, { functionName, prefix = 'tracenorm' }: ChatButtonsProps) {
    super(scope, id);
    this.arns = buttons.map(
      ({ verb, text, onlyNovel }) =>
        new CfnCustomAction(this, verb, {
          actionName: `${prefix}-${verb}`,
          definition: { commandText: command(functionName, verb) },
          attachments: [
            {
              buttonText: text,
              notificationType: 'Custom',
              criteria: [hasValue('of'), hasValue('region'), ...(onlyNovel ? [hasValue('novel')] : [])],
              variables: {
                of: variable('of'),
                region: variable('region'),
                ...(onlyNovel ? { novel: variable('novel') } : {}),
              },
            },
          ],
        }).attrCustomActionArn,
    );
  }
}

const hasValue = (variableName: string) => ({ operator: 'HAS_VALUE', variableName });

function command(functionName: string, verb: string): string {
  const text = `lambda invoke --function-name ${functionName} --payload {"${verb}":"$of"} --region $region`;
  if (text.length > mostCommandCharacters) {
    throw new Error(`a chat command takes ${mostCommandCharacters} characters, got ${text.length}: ${text}`);
  }
  return text;
}

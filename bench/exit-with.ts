/** Runs a command with the arguments given to the process and exits with its code; with 2 when it throws. */
export function exitWith(main: (args: readonly string[]) => Promise<number>): void {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (cause: unknown) => {
      process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
      process.exitCode = 2;
    },
  );
}

/** The program's version, as package.json has it; the core may not read that file. */
export const productVersion = '0.1.0';

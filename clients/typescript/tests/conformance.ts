import ts from 'typescript';
import path from 'node:path';

const root = process.cwd();

/**
 * Compiles messages against the types as literals: a field that the types do not have, one that is missing, a value that
 * is none of the allowed ones are all errors. Returns them.
 */
export function typeErrors(messages: readonly { name: string; json: string }[], type = 'ServerMessage'): string[] {
  const file = path.join(root, 'tests', 'conformance.virtual.ts');
  const source = [
    `import type { ${type} } from '../src/messages.js';`,
    ...messages.map((m, i) => `export const m${i}: ${type} = ${m.json};`),
  ].join('\n');
  const options: ts.CompilerOptions = {
    strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) =>
    path.normalize(name) === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => path.normalize(name) === file || fileExists.call(host, name);
  host.readFile = (name) => (path.normalize(name) === file ? source : readFile.call(host, name));
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map((d) => {
    const line = d.file && d.start !== undefined ? d.file.getLineAndCharacterOfPosition(d.start).line : 0;
    return `${messages[line - 1]?.name ?? '?'}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`;
  });
}


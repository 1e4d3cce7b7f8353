import { transformSync } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import React from 'react';
import ts from 'typescript';
import * as hooks from '../src/react.js';

const folder = path.resolve('tests/samples');
const textOf = (name: string) => readFileSync(path.join(folder, `${name}.jsx`), 'utf8');

/** What the samples import, and what is there for it: the only change that is made to them. */
const imports: Record<string, unknown> = { react: React, '@bookovia/react-sdk': hooks, '@bookovia/react-native-sdk': hooks };

/** A component of a sample, run as it stands. @param around What it uses and does not define. @param key In place of the one in the text. */
export function sample<T>(name: string, component: string, around: Record<string, unknown>, key = 'bkv_live_your_api_key'): T {
  const { code } = transformSync(textOf(name).replace('bkv_live_your_api_key', key), { loader: 'jsx', format: 'cjs' });
  const run = new Function('require', 'React', ...Object.keys(around), `${code}\nreturn ${component};`) as (...values: unknown[]) => T;
  return run((imported: string) => imports[imported], React, ...Object.values(around));
}

/** What TypeScript finds wrong in the samples, their imports resolved to this package. */
export function sampleErrors(change: (text: string) => string = (text) => text): string[] {
  const files = readdirSync(folder).filter((f) => f.endsWith('.jsx')).map((f) => path.join(folder, f));
  const around = path.join(folder, 'around.d.ts');
  const components = ['ConnectionIndicator', 'FleetMap', 'SafetyAlerts', 'VehicleList', 'View', 'StatusIndicator', 'LiveMap'];
  const declarations = [...components.map((c) => `declare const ${c}: (props: any) => any;`), 'declare const focusVehicle: (id: string) => void;'].join('\n');
  const options: ts.CompilerOptions = {
    allowJs: true, checkJs: true, noEmit: true, strict: true, noImplicitAny: false, jsx: ts.JsxEmit.ReactJSX, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'], types: [], skipLibCheck: true,
    paths: { '@bookovia/react-sdk': [path.resolve('src/react.ts')], '@bookovia/react-native-sdk': [path.resolve('src/react.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  const virtual = (name: string) => (path.normalize(name) === around ? declarations : files.includes(path.normalize(name)) ? change(readFileSync(name, 'utf8')) : undefined);
  host.getSourceFile = (name, ...rest) => {
    const text = virtual(name);
    return text === undefined ? getSourceFile.call(host, name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  };
  host.fileExists = (name) => virtual(name) !== undefined || fileExists.call(host, name);
  host.readFile = (name) => virtual(name) ?? readFile.call(host, name);
  return ts.getPreEmitDiagnostics(ts.createProgram([...files, around], options, host)).map((d) => ts.flattenDiagnosticMessageText(d.messageText, ' '));
}

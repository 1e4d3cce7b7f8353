import ts from 'typescript';

export interface Schema {
  $ref?: string; const?: unknown; enum?: unknown[]; type?: string | string[]; properties?: Record<string, Schema>; required?: string[];
  additionalProperties?: boolean | Schema; items?: Schema; oneOf?: Schema[]; anyOf?: Schema[];
}

export interface Document {
  components: { schemas: Record<string, Schema>; messages: Record<string, { payload: Schema }> };
  operations: Record<string, { messages: { $ref: string }[] }>;
}

/** `said`: the server's messages, whose types must be the schema's, no more and no less. `asked`: what the client sends must be allowed. */
type Way = 'said' | 'asked';

const programs = new Map<string, ts.Program>();
const nameOf = (reference: string) => reference.split('/').at(-1)!;

/**
 * Compares TypeScript's types with JSON schemas, by TypeScript's own checker. What differs is told with its path; a field that
 * only one of the two has, one that is optional in one of them, another kind, another set of values.
 */
export class SchemaTypes {
  readonly differences: string[] = [];
  readonly #checker: ts.TypeChecker;
  readonly #file: ts.SourceFile;

  constructor(private readonly document: Document, file: string) {
    const program = programs.get(file) ?? ts.createProgram([file], { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: ts.ScriptTarget.ES2022, types: [] });
    programs.set(file, program);
    this.#checker = program.getTypeChecker();
    this.#file = program.getSourceFile(file)!;
  }

  /** The members of an exported union, by the literal of their `type`. */
  messages(union: string): Map<string, ts.Type[]> {
    const symbol = this.#checker.getExportsOfModule(this.#checker.getSymbolAtLocation(this.#file)!).find((s) => s.name === union)!;
    const members = new Map<string, ts.Type[]>();
    for (const type of partsOf(this.#checker.getDeclaredTypeOfSymbol(symbol))) {
      const name = (this.#of(type, 'type') as ts.StringLiteralType).value;
      members.set(name, [...(members.get(name) ?? []), type]);
    }

    return members;
  }

  /** The schemas of one operation's messages, by the value of their `type` (the first where it has several). */
  schemas(operation: string): Map<string, Schema> {
    return new Map(this.document.operations[operation]!.messages.map(({ $ref }) => {
      const schema = this.#resolve(this.document.components.messages[nameOf($ref)]!.payload);
      const type = schema.properties!['type']!;
      return [String(type.const ?? type.enum![0]), schema];
    }));
  }

  compare(schema: Schema, type: ts.Type, path: string, way: Way): void {
    const s = this.#resolve(schema);
    if (s.oneOf ?? s.anyOf) return this.#compareChoice((s.oneOf ?? s.anyOf)!, type, path, way);
    if (s.const !== undefined || s.enum) return this.#compareValues(s.const !== undefined ? [s.const] : s.enum!, type, path);
    if (s.type === 'array') {
      if (!this.#checker.isArrayType(type)) this.#tell(path, `is an array, here ${this.#checker.typeToString(type)}`);
      else this.compare(s.items!, this.#checker.getTypeArguments(type as ts.TypeReference)[0]!, `${path}[]`, way);
      return;
    }

    if (s.type === 'object') return this.compareObject(s, [type], path, way);
    const kinds = [s.type].flat().map((k) => (k === 'integer' ? 'number' : k!));
    const here = new Set(partsOf(type).map((t) => this.#kind(t)));
    const wrong = [...here].filter((k) => !kinds.includes(k));
    if (wrong.length > 0 || (way === 'said' && here.size !== kinds.length)) this.#tell(path, `is ${kinds.join(' or ')}, here ${this.#checker.typeToString(type)}`);
  }

  /** @param types Several where a message has more than one form: together they have the fields. */
  compareObject(s: Schema, types: readonly ts.Type[], path: string, way: Way): void {
    const fields = new Map(Object.entries(s.properties ?? {}));
    const here = new Map(types.flatMap((t) => t.getProperties().map((p): [string, ts.Type] => [p.name, t])));
    for (const name of fields.keys()) if (!here.has(name)) this.#tell(`${path}.${name}`, 'is missing here');
    for (const [name, type] of here) {
      const field = fields.get(name);
      if (!field) {
        if (typeof s.additionalProperties === 'object') this.compare(s.additionalProperties, this.#of(type, name), `${path}.${name}`, way);
        else this.#tell(`${path}.${name}`, 'is not in asyncapi.json');
        continue;
      }

      const needed = s.required?.includes(name) === true;
      const optional = (type.getProperty(name)!.flags & ts.SymbolFlags.Optional) !== 0;
      if (needed ? optional : way === 'said' && !optional) this.#tell(`${path}.${name}`, `is ${needed ? 'always there' : 'optional'}, here not`);
      this.compare(field, this.#of(type, name), `${path}.${name}`, way);
    }

    const index = types[0]!.getStringIndexType();
    if (typeof s.additionalProperties !== 'object') {
      if (index) this.#tell(path, 'has no other fields, here any');
    } else if (!index) {
      if (way === 'said') this.#tell(path, 'has other fields too, here none');
    } else if (!(index.flags & ts.TypeFlags.Unknown)) { // beside fields of other kinds TypeScript has no other word for it
      this.compare(s.additionalProperties, index, `${path}.*`, way);
    }
  }

  /** Messages told apart by `type`; or one value and a list of it, null. */
  #compareChoice(choices: Schema[], type: ts.Type, path: string, way: Way): void {
    const named = new Map(choices.map((c) => this.#resolve(c)).map((c) => [c.properties?.['type']?.const as string | undefined, c]));
    if (!named.has(undefined)) {
      const members = new Map(partsOf(type).map((t) => [(this.#of(t, 'type') as ts.StringLiteralType).value, t]));
      for (const name of new Set([...named.keys(), ...members.keys()])) {
        if (!members.has(name!)) this.#tell(path, `may be a ${name}, here not`);
        else if (!named.has(name)) this.#tell(path, `is never a ${name}`);
        else this.compare(named.get(name)!, members.get(name!)!, `${path}<${name}>`, way);
      }

      return;
    }

    const [list, single] = [choices.find((c) => this.#resolve(c).type === 'array'), choices.find((c) => !['array', 'null'].includes(String(this.#resolve(c).type)))];
    const [lists, others] = [partsOf(type).filter((t) => this.#checker.isArrayType(t)), partsOf(type).filter((t) => !this.#checker.isArrayType(t))];
    lists.forEach((t) => this.compare(list!, t, path, way));
    if (others.length === 1) this.compare(single!, others[0]!, path, way);
    else if (others.length > 1) this.#compareValues(this.#resolve(single!).enum!, type, path, others);
  }

  #compareValues(values: unknown[], type: ts.Type, path: string, parts = partsOf(type)): void {
    const here = parts.map((t) => (t.isLiteral() ? t.value : this.#checker.typeToString(t) === 'true' ? true : undefined));
    const lacking = values.filter((v) => !here.includes(v as string));
    if (lacking.length > 0 || here.some((v) => !values.includes(v))) this.#tell(path, `is one of ${values.join(', ')}, here ${this.#checker.typeToString(type)}`);
  }

  #of(type: ts.Type, name: string): ts.Type {
    const property = type.getProperty(name)!;
    const found = this.#checker.getTypeOfSymbolAtLocation(property, this.#file);
    return property.flags & ts.SymbolFlags.Optional ? this.#checker.getNonNullableType(found) : found;
  }

  #kind(type: ts.Type): string {
    if (type.flags & ts.TypeFlags.String) return 'string';
    if (type.flags & ts.TypeFlags.Number) return 'number';
    if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
    return this.#checker.typeToString(type);
  }

  #resolve(schema: Schema): Schema {
    return schema.$ref ? this.#resolve(this.document.components.schemas[nameOf(schema.$ref)]!) : schema;
  }

  #tell(path: string, what: string): void {
    this.differences.push(`${path} ${what}`);
  }
}

const partsOf = (type: ts.Type): ts.Type[] => (type.isUnion() ? type.types : [type]);

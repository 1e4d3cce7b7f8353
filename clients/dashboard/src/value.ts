import { useEffect, useState } from 'preact/hooks';

/** A value that says when it changes. */
export class Value<T> {
  readonly #listeners = new Set<() => void>();
  #current: T;

  constructor(first: T) {
    this.#current = first;
  }

  get current(): T {
    return this.#current;
  }

  set(next: T): void {
    if (Object.is(next, this.#current)) return;
    this.#current = next;
    for (const listener of [...this.#listeners]) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): T => this.#current;
}

/** Renders again when the source changes. */
export function useValue<T>(source: { subscribe(listener: () => void): () => void; getSnapshot(): T }): T {
  const [value, setValue] = useState(source.getSnapshot);
  useEffect(() => {
    const update = () => setValue(() => source.getSnapshot());
    update();
    return source.subscribe(update);
  }, [source]);
  return value;
}

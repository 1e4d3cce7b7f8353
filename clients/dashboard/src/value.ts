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

/** Renders again when the source changes, at most once in so many milliseconds; the last change is never left out. */
export function useValue<T>(source: { subscribe(listener: () => void): () => void; getSnapshot(): T }, everyMs = 0): T {
  const [value, setValue] = useState(source.getSnapshot);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      timer = undefined;
      setValue(() => source.getSnapshot());
    };
    update();
    const end = source.subscribe(everyMs === 0 ? update : () => (timer ??= setTimeout(update, everyMs)));
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [source]);
  return value;
}

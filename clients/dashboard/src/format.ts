// Times in the viewer's zone; numbers as a person reads them.
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const timeOf = (iso: string): string => clock.format(new Date(iso));
export const dateOf = (iso: string): string => day.format(new Date(iso));
export const words = (name: string): string => name.replaceAll('_', ' ');
export const capital = (name: string): string => words(name).replace(/^./, (first) => first.toUpperCase());
export const count = (n: number): string => n.toLocaleString();
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return seconds < 60 ? `${Math.round(seconds)} s` : minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** For an input of type datetime-local, which has no zone of its own. */
export function localInput(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

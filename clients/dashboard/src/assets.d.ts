declare module 'world-atlas/land-50m.json' {
  const address: string;
  export default address;
}

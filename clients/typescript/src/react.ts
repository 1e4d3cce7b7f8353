import { createContext, createElement, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { FleetStore, StreamingClient, type Channel, type ClientOptions, type ConnectionState, type Filters, type Subscription } from './index.js';

export type StreamingSettings = Partial<Omit<ClientOptions, 'credential'>> & {
  apiKey?: string;
  credential?: ClientOptions['credential'];
};

let defaults: StreamingSettings = {};
const Settings = createContext<StreamingSettings | undefined>(undefined);

/** Where the hooks connect to and as whom, for the whole page; a StreamingProvider overrides it below itself. */
export function configureStreaming(settings: StreamingSettings): void {
  defaults = settings;
}

export function StreamingProvider({ children, ...settings }: StreamingSettings & { children?: ReactNode }) {
  return createElement(Settings.Provider, { value: settings }, children);
}

function makeClient(settings: StreamingSettings, apiKey = settings.apiKey): StreamingClient {
  const { apiKey: _, ...options } = settings;
  const credential = options.credential ?? (apiKey === undefined ? undefined : { apiKey });
  if (!credential) throw new Error('No credential: call configureStreaming({ apiKey }) or wrap in <StreamingProvider apiKey>.');
  return new StreamingClient({ ...options, credential });
}

/** S0's live dashboard: the state of what is subscribed to, and how the connection is. */
export function useStreamingData(options: { channels: Channel[]; filters?: Filters }) {
  const settings = useContext(Settings) ?? defaults;
  const store = useMemo(() => new FleetStore(settings.clock ? { clock: settings.clock } : {}), []);
  const [connectionStatus, setStatus] = useState<ConnectionState>('idle');
  const data = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
  const question = JSON.stringify([options.channels, options.filters]);
  useEffect(() => {
    store.clear();
    const client = makeClient(settings);
    client.on('message', store.apply);
    client.on('status', (status) => setStatus(status.state));
    client.subscribe({ channels: options.channels, ...(options.filters && { filters: options.filters }) });
    client.connect();
    return () => client.close();
  }, [question, settings.url, settings.apiKey]);
  return { ...data, connectionStatus };
}

/**
 * S0's mobile tracking: connects when told to. `subscribe` takes the place of the subscription this hook has to the same
 * channel, so that an effect that runs again does not add to what it asked for before. Unmounting ends everything.
 */
export function useStreamingConnection() {
  const settings = useContext(Settings) ?? defaults;
  const store = useMemo(() => new FleetStore(settings.clock ? { clock: settings.clock } : {}), []);
  const [connectionStatus, setStatus] = useState<ConnectionState>('idle');
  const data = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
  const held = useRef<{ client: StreamingClient; apiKey: string } | undefined>(undefined);
  const wanted = useRef(new Map<Channel, { filters: Filters; subscription?: Subscription }>());
  const actions = useMemo(() => {
    const ask = (channel: Channel, filters: Filters) => {
      const before = wanted.current.get(channel);
      if (before?.subscription && JSON.stringify(before.filters) === JSON.stringify(filters)) return;
      if (before?.subscription) store.clear();
      before?.subscription?.unsubscribe();
      const subscription = held.current?.client.subscribe({ channels: [channel], filters });
      wanted.current.set(channel, subscription ? { filters, subscription } : { filters });
    };
    const disconnect = () => {
      held.current?.client.close();
      held.current = undefined;
      for (const want of wanted.current.values()) delete want.subscription;
    };
    return {
      connect: (apiKey: string) => {
        if (held.current?.apiKey === apiKey) return;
        disconnect();
        const client = makeClient(settings, apiKey);
        held.current = { client, apiKey };
        client.on('message', store.apply);
        client.on('status', (status) => setStatus(status.state));
        for (const [channel, { filters }] of wanted.current) ask(channel, filters);
        client.connect();
      },
      subscribe: (channel: Channel, filters: Filters = {}) => ask(channel, filters),
      unsubscribe: (channel: Channel) => {
        wanted.current.get(channel)?.subscription?.unsubscribe();
        wanted.current.delete(channel);
      },
      disconnect,
    };
  }, []);
  useEffect(() => actions.disconnect, []);
  return { ...actions, data, connectionStatus, isConnected: connectionStatus === 'connected' || connectionStatus === 'resuming' };
}

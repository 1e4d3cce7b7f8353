export { StreamingClient, type ClientEvents, type Message } from './client.js';
export type { ClientOptions, Credential, WebSocketLike } from './options.js';
export type { ConnectionState, ConnectionStatus } from './status.js';
export type { SubscribeOptions, Subscription } from './subscription.js';
export { MessageQueue, QueueOverflowError, type QueueOptions } from './messageQueue.js';
export { FleetStore, type FleetData, type StoreOptions, type VehicleState } from './fleetStore.js';
export { systemClock, type Clock } from './clock.js';
export type * from './messages.js';

// What goes over `/v1/streaming`, as docs/streaming.md has it. Times are ISO-8601 UTC; speeds km/h, distances as the name
// says, headings degrees clockwise from north. What is unknown is absent, never null.
// tests/asyncapi.test.ts compares every one with the gateway's asyncapi.json, field by field; tests/messages.test.ts compiles
// the gateway's exact bytes, and tests/gateway.test.ts real traffic, against them.

export type Channel = 'locations' | 'safety_events' | 'trip_updates' | 'fleet_overview' | 'driver_performance' | 'driver_compliance' | 'custom_events' | 'analytics' | 'alerts';
export type Severity = 'low' | 'medium' | 'high' | 'critical';
export type AlertPriority = 'low' | 'medium' | 'high' | 'urgent';
export type TripStatus = 'planned' | 'active' | 'paused' | 'completed' | 'cancelled';
export type VehicleStatus = 'unknown' | 'offline' | 'idle' | 'active';
export type TripEvent =
  | 'trip_started' | 'trip_paused' | 'trip_resumed' | 'waypoint_reached'
  | 'geofence_entry' | 'geofence_exit' | 'geofence_dwell' | 'trip_completed' | 'trip_cancelled';

/** A place in one shard's line of events. */
export interface Offset { shard: number; epoch: string; n: number }

export interface Corner { lat: number; lng: number }

/** Over the antimeridian where `southwest.lng > northeast.lng`. */
export interface GeographicBounds { southwest: Corner; northeast: Corner }

export type NotificationPriority = 'immediate' | 'normal' | 'low';

/** Joined by AND; the values of one by OR. A list of one may be that one. */
export interface Filters {
  organization_id?: string;
  vehicle_ids?: string[];
  driver_ids?: string[];
  trip_ids?: string[];
  trip_status?: (TripStatus | 'in_progress')[];
  geographic_bounds?: GeographicBounds;
  /** km/h */
  min_speed?: number;
  /** Metres at most. */
  accuracy_threshold?: number;
  /** Per vehicle 1 s, 10 s, 60 s; the fleet 10 s, 30 s, 60 s. */
  update_frequency?: 'high' | 'medium' | 'low';
  severity?: Severity[];
  event_types?: string[];
  /** Least risk_score, 0 … 1. */
  risk_threshold?: number;
  notification_priority?: NotificationPriority | NotificationPriority[];
  immediate_notification?: boolean;
  include_inactive?: boolean;
  min_score_change?: number;
  regulation?: 'DOT_FMCSA';
  warnings?: ComplianceKind[];
  jurisdiction?: 'US';
  /** Of custom events. */
  event_names?: string[];
  /** Of custom events and of alerts. */
  priority?: (Severity | AlertPriority)[];
  /** Of the rules that raised alerts. */
  rule_ids?: string[];
}

/** As the server holds them: yours, narrowed by your permissions. */
export type FiltersInForce = Required<Pick<Filters, 'organization_id'>>
  & Omit<Filters, 'organization_id' | 'trip_status' | 'notification_priority' | 'immediate_notification' | 'regulation' | 'jurisdiction'>
  & { trip_status?: TripStatus[]; notification_priority?: NotificationPriority[]; regulation?: 'DOT_FMCSA'[]; jurisdiction?: 'US'[] };

export type ComplianceKind = 'hours_approaching' | 'rest_required' | 'break_required' | 'violation';

/** History over a channel. Without `to` it goes on live with no seam. */
export interface ReplayRange {
  from: string;
  to?: string;
  /** Seconds of history a second, 1 … 1000. */
  speed?: number;
}

interface Vector { x: number; y: number; z: number }
interface Place { latitude: number; longitude: number; address?: string }

/** Why the server says so: the rule and what it saw. Every event of today has it; those that were stored before rules gave reasons do not. */
export interface Why { rule: string; rule_version: number; thresholds: Record<string, number>; positions: string[]; /** The road whose limit was in force, as layer/id. */ road?: string }

/** In every event. `event_id` is the same for ever; `offset` is absent in snapshots; `replay` marks history, `subscription_id` whose. */
interface EventBase {
  event_id: string;
  offset?: Offset;
  /** Of an event that was found again when late positions changed its trip: 2, 3, … */
  revision?: number;
  replay?: true;
  subscription_id?: string;
}

export interface Fix {
  latitude: number; longitude: number; speed?: number; heading?: number; accuracy?: number; altitude?: number;
}

interface LocationBody extends EventBase {
  vehicle_id: string;
  trip_id?: string;
  driver_id?: string;
  location: Fix;
  motion?: { acceleration?: Vector; gyroscope?: Vector };
  timestamp_server: string;
  processed_at?: string;
  address?: string;
  geofence_status: { geofence_id: string; name: string }[];
  derived: {
    distance_since_last_m?: number; speed_change?: number; direction_change?: number; estimated_fuel_rate?: number;
    speed_limit?: number; speed_limit_source?: 'report' | 'fence' | 'road' | 'organization';
    place?: string;
  };
  anomalies?: { type: 'high_speed' | 'sudden_speed_change'; severity: Severity; value: number }[];
}

export interface LocationUpdate extends LocationBody { type: 'location_update'; timestamp: string }

/** Several points of one upload; the time of each is `location.timestamp`. */
export interface LocationBatch {
  type: 'location_batch';
  timestamp: string;
  offset: Offset;
  locations: (LocationBody & { location: Fix & { timestamp: string } })[];
}

export interface SafetyEvent extends EventBase {
  type: 'safety_event';
  timestamp: string;
  vehicle_id: string;
  trip_id?: string;
  driver_id?: string;
  event: { type: string; severity: Severity; details: Record<string, number>; location?: Place };
  risk_assessment: { crash_probability: number; severity_score: number; contributing_factors: string[] };
  location?: Place;
  risk_score: number;
  enhanced_severity: Severity;
  alert_level: 'info' | 'caution' | 'warning' | 'emergency';
  recommended_actions: string[];
  context: { speed?: number; on_trip: boolean; place?: string };
  why?: Why;
}

export interface TripDetails {
  start_location?: Place;
  end_location?: Place;
  location?: Place;
  planned_route?: { distance_km?: number; estimated_duration_minutes?: number; waypoints: number };
  driver_info?: { name?: string; license_number?: string; safety_score?: number };
  waypoint?: { index: number; name?: string };
  geofence?: { geofence_id: string; name?: string; tags: string[]; authorized?: boolean; priority?: 'low' | 'normal' | 'high' | 'critical' };
  reason?: string;
  /** The numbers of the step: distance_km, duration_seconds, … */
  [number: string]: unknown;
}

export interface TripUpdate extends EventBase {
  type: 'trip_update';
  timestamp: string;
  trip_id?: string;
  vehicle_id: string;
  driver_id?: string;
  event: TripEvent;
  details: TripDetails;
  status?: TripStatus;
  why?: Why;
}

export interface DriverPerformance extends EventBase {
  type: 'driver_performance';
  timestamp: string;
  driver_id: string;
  trip_id?: string;
  vehicle_id?: string;
  performance: {
    current_safety_score: number;
    session_events: Record<string, number>;
    efficiency_metrics: { idle_time_percent: number; fuel_economy?: number; route_adherence?: number };
    trends: { score_change: number; improvement_areas: string[] };
  };
  why?: Why;
}

/** Hours of service. Seconds left below zero are over the limit. */
export interface DriverCompliance extends EventBase {
  type: 'driver_compliance';
  timestamp: string;
  driver_id: string;
  trip_id?: string;
  vehicle_id?: string;
  regulation: 'DOT_FMCSA';
  jurisdiction: 'US';
  event: {
    type: ComplianceKind; limit: 'driving' | 'window' | 'break' | 'cycle'; duty_status: 'off_duty' | 'sleeper' | 'driving' | 'on_duty';
    remaining_seconds: number; limit_at: string;
  };
  remaining: { driving_seconds: number; window_seconds: number; break_seconds: number; cycle_seconds: number };
  why?: Why;
}

/** An event that the organization defined for itself. Act on `raised` and `confirmed`; `pending` waits for somebody to confirm it. */
export interface CustomEvent extends EventBase {
  type: 'custom_event';
  timestamp: string;
  event_name: string;
  trip_id?: string;
  vehicle_id: string;
  driver_id?: string;
  priority: Severity;
  status: 'raised' | 'pending' | 'confirmed' | 'expired';
  details: { location?: Place; geofence?: { geofence_id: string; name?: string }; stop_seconds?: number; speed?: number };
  confirmation?: { confirm_by: string; confirmed_by?: string; pending_event_id?: string };
  why?: Why;
}

/** The dashboard's figures, every 5 s. What is unknown is left out. */
export interface DashboardUpdate {
  type: 'dashboard_update';
  timestamp: string;
  organization_id: string;
  data: {
    fleet: { total_vehicles: number; active_vehicles: number; total_distance_today: number; average_speed?: number };
    safety: {
      events_last_hour: number; events_today: number; average_safety_score?: number; critical_events: number;
      trend: 'insufficient_data' | 'improving' | 'stable' | 'deteriorating';
    };
    efficiency: { average_speed?: number; idle_time?: number; fuel_consumption?: number };
    /** From when on today's sums are whole. */
    since?: string;
    timestamp: string;
  };
}

export interface MetricsWindow { fleet_average_speed?: number; total_distance: number; safety_events: number; active_vehicles: number; since?: string }

/** Sums of sliding windows, every 10 s. */
export interface SlidingMetrics {
  type: 'sliding_metrics';
  timestamp: string;
  organization_id: string;
  data: { '5m': MetricsWindow; '15m': MetricsWindow; '1h': MetricsWindow };
}

/** A step in an alert's life; `alert` is how it stands after it, in S1's shape. */
export interface Alert extends EventBase {
  type: 'alert';
  timestamp: string;
  vehicle_id?: string;
  driver_id?: string;
  trip_id?: string;
  status: 'raised' | 'suppressed' | 'acknowledged' | 'escalated' | 'resolved';
  alert_id: string;
  rule_id: string;
  priority: AlertPriority;
  title: string;
  message: string;
  alert: {
    id: string; rule_id: string; rule_name: string; rule_version: number; priority: AlertPriority;
    status: 'active' | 'acknowledged' | 'resolved'; timestamp: string; channels: string[]; suppressed: number; escalations: number;
    event_data: {
      event_id: string; type: string; event?: string; severity?: Severity; timestamp: string; vehicle_id?: string; driver_id?: string;
      location?: Place; description?: string;
    };
  };
  by?: string;
  note?: string;
  why?: Why;
}

/** The event of this id no longer stands: late positions changed its trip. What takes its place follows as an event of its own. */
export interface EventSuperseded extends EventBase {
  type: 'event_superseded';
  timestamp: string;
  trip_id?: string;
  vehicle_id?: string;
  driver_id?: string;
  revision: number;
  /** The id of what stands instead; absent where nothing does. */
  replaced_by?: string;
}

export interface FleetVehicle {
  vehicle_id: string;
  status: VehicleStatus;
  trip_id?: string;
  driver_id?: string;
  last_location: { latitude: number; longitude: number; timestamp: string };
  safety_score?: number;
  current_speed: number;
  fuel_level?: number;
}

export interface FleetStatus {
  type: 'fleet_status';
  timestamp: string;
  organization_id: string;
  summary: {
    total_vehicles: number; active_trips: number; idle_vehicles: number;
    offline_vehicles: number; maintenance_due: number; safety_alerts: number;
  };
  vehicles: FleetVehicle[];
  vehicles_omitted?: number;
}

export interface AuthSuccess {
  type: 'auth_success';
  timestamp: string;
  session_id: string;
  organization_id: string;
  limits: { messages_per_minute: number; messages_per_5_seconds: number; subscriptions: number; message_bytes: number; idle_seconds: number };
}

export interface SubscriptionConfirmed {
  type: 'subscription_confirmed';
  timestamp: string;
  subscription_id: string;
  channels: Channel[];
  filters: FiltersInForce;
  offsets: Offset[];
  replay?: ReplayRange & { speed: number };
}

/** The present state, in one or several parts; the last is `final`. */
export interface InitialData {
  type: 'initial_data';
  timestamp: string;
  subscription_id: string;
  channels: Channel[];
  reason: 'fresh' | 'not_resumable' | 'gap';
  offsets: Offset[];
  locations?: LocationUpdate[];
  safety_events?: SafetyEvent[];
  trip_updates?: TripUpdate[];
  driver_performance?: DriverPerformance[];
  driver_compliance?: DriverCompliance[];
  custom_events?: CustomEvent[];
  alerts?: Alert[];
  fleet_overview?: FleetStatus;
  analytics?: DashboardUpdate;
  final: boolean;
}

export interface Unsubscribed { type: 'unsubscribed'; timestamp: string; subscription_id?: string; subscription_ids: string[]; channels: Channel[] }
export interface ResumeComplete { type: 'resume_complete'; timestamp: string; subscription_id: string; replayed: number; complete: boolean }

/** Messages that waited for each other, for who asked for that with `configure`. */
export interface BatchUpdate { type: 'batch_update'; timestamp: string; batch_id: string; messages: FleetEvent[] }

/** How messages come from here on. */
export interface Configured {
  type: 'configured';
  timestamp: string;
  options: {
    compression: 'none' | 'gzip';
    encoding?: 'permessage-deflate' | 'binary_gzip';
    buffer_size: number;
    batch_interval: number;
    deduplicate: boolean;
  };
}

/** m/s² (cornering in g), seconds, km/h; braking is negative. */
export interface Thresholds {
  harsh_acceleration?: { threshold?: number; duration?: number };
  harsh_braking?: { threshold?: number; duration?: number };
  harsh_cornering?: { threshold?: number; duration?: number };
  speeding?: { over_limit?: number; duration?: number };
  idling_seconds?: number;
  low_fuel_level?: number;
}

/** When a custom event happens: at least one; seconds and km/h. */
export interface Triggers {
  geofence_entry?: string;
  geofence_exit?: string;
  stop_duration?: number;
  min_speed?: number;
  confirmation_required?: boolean;
  confirmation_timeout?: number;
}

export interface ThresholdsConfigured { type: 'thresholds_configured'; timestamp: string; thresholds: Thresholds; version: number }
export interface CustomEventRegistered { type: 'custom_event_registered'; timestamp: string; event_name: string; triggers: Triggers; priority: Severity; revision: number }
export interface CustomEventConfirmed { type: 'custom_event_confirmed'; timestamp: string; event_name: string; vehicle_id: string; event_id: string; already_confirmed: boolean }

export interface Pong { type: 'pong'; timestamp: string }
export interface ServerShutdown { type: 'server_shutdown'; timestamp: string; retryAfter: number }

/** A replay has caught up; what follows is live. `complete: false`: retention had taken a part, or a line broke on the way. */
export interface Live { type: 'live'; timestamp: string; subscription_id: string; replayed: number; complete: boolean; offsets: Offset[] }

/** A replay with an end has reached it; the subscription is over. */
export interface ReplayComplete { type: 'replay_complete'; timestamp: string; subscription_id: string; replayed: number; complete: boolean }

export type ErrorType =
  | 'authentication_failed' | 'authorization_failed' | 'invalid_message' | 'invalid_subscription'
  | 'rate_limit_exceeded' | 'connection_timeout' | 'internal_error';

export interface ServerError {
  type: 'error';
  timestamp: string;
  /** Of the message at fault, on the ingest socket. */
  seq?: number;
  error: {
    type: ErrorType;
    code: string;
    message: string;
    /** Milliseconds. */
    retryAfter?: number;
    details?: { field?: string; errors?: { field: string; code: string; message: string }[]; subscription_id?: string };
  };
}

export type FleetEvent = LocationUpdate | LocationBatch | SafetyEvent | TripUpdate | DriverPerformance | DriverCompliance | CustomEvent | Alert
  | EventSuperseded | FleetStatus | DashboardUpdate | SlidingMetrics;

/** Events that have a place in a shard's line. */
export type LineEvent = Exclude<FleetEvent, FleetStatus | DashboardUpdate | SlidingMetrics>;

export type ServerMessage =
  | FleetEvent | InitialData | AuthSuccess | SubscriptionConfirmed | Unsubscribed | ResumeComplete
  | BatchUpdate | Configured | ThresholdsConfigured | CustomEventRegistered | CustomEventConfirmed
  | Pong | ServerShutdown | Live | ReplayComplete | ServerError;

export type MessageOf<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

/** What an application asks of the server beside its subscriptions. */
export type Command =
  | { type: 'configure_thresholds'; thresholds: Thresholds }
  | { type: 'register_custom_event'; event_name: string; triggers: Triggers; priority?: Severity }
  | { type: 'confirm_custom_event'; event_name: string; vehicle_id: string; event_id?: string };

export type ClientMessage =
  | { type: 'auth'; api_key: string; timestamp?: number; signature?: string }
  | { type: 'auth'; token: string }
  | { type: 'subscribe'; channels: Channel[]; filters?: Filters; subscription_id: string; resume?: Offset[]; replay?: ReplayRange }
  | { type: 'unsubscribe'; subscription_id: string }
  | { type: 'configure'; options: { compression?: 'none' | 'gzip'; buffer_size?: number; batch_interval?: number; deduplicate?: boolean } }
  | { type: 'ping' }
  | Command;

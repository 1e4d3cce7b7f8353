// Register custom event type
ws . send ( JSON . stringify ({
type: 'register_custom_event' ,
event_name: 'delivery_completed' ,
triggers: {
geofence_entry: 'customer_location' ,
stop_duration: 120 , // 2 minutes minimum
confirmation_required: true
}
}));
// Subscribe to custom events
ws . send ( JSON . stringify ({
type: 'subscribe' ,
channel: 'custom_events' ,
filters: {
event_names: [ 'delivery_completed' , 'maintenance_alert' ],
priority: [ 'high' , 'critical' ]
}
}));

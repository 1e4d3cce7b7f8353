// Subscribe to high-severity events only
ws . send ( JSON . stringify ({
type: 'subscribe' ,
channel: 'safety_events' ,
filters: {
severity: [ 'high' , 'critical' ],
event_types: [ 'harsh_braking' , 'harsh_acceleration' , 'phone_usage' ],
risk_threshold: 0.7 ,
notification_priority: 'immediate'
}
}));

// Critical safety event monitoring
ws . send ( JSON . stringify ({
type: 'subscribe' ,
channel: 'safety_events' ,
filters: {
severity: [ 'critical' ],
event_types: [ 'crash_detection' , 'panic_button' ],
immediate_notification: true
}
}));
// Handle emergency events
ws . onmessage = ( event ) => {
const data = JSON . parse ( event . data );
if ( data . type === 'safety_event' && data . event . severity === 'critical' ) {
// Immediate emergency response
dispatchEmergencyServices ({
location: data . location ,
vehicle: data . vehicle_id ,
driver: data . driver_id ,
incident_type: data . event . type
});
}
};

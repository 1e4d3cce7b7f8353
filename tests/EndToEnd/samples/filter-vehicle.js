// Filter by vehicle or driver
ws . send ( JSON . stringify ({
type: 'subscribe' ,
channel: 'locations' ,
filters: {
vehicle_ids: [ 'vehicle_456' , 'vehicle_789' ],
driver_ids: [ 'driver_123' ],
trip_status: [ 'active' , 'in_progress' ]
}
}));

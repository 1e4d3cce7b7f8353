const ws = new WebSocket ( 'wss://api.bookovia.com/v1/streaming' );
ws . onopen = () => {
// Authenticate with API key
ws . send ( JSON . stringify ({
type: 'auth' ,
api_key: 'bkv_live_your_api_key'
}));
// Subscribe to specific data streams
ws . send ( JSON . stringify ({
type: 'subscribe' ,
channels: [ 'locations' , 'safety_events' , 'trip_updates' ],
filters: {
organization_id: 'org_123' ,
vehicle_ids: [ 'vehicle_456' , 'vehicle_789' ]
}
}));
};
ws . onmessage = ( event ) => {
const data = JSON . parse ( event . data );
handleStreamingData ( data );
};

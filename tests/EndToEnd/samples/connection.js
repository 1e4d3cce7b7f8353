class StreamingConnection {
constructor ( apiKey , options = {}) {
this . apiKey = apiKey ;
this . options = {
maxReconnectAttempts: 10 ,
reconnectInterval: 5000 ,
heartbeatInterval: 30000 ,
... options
};
this . reconnectAttempts = 0 ;
this . isConnected = false ;
this . subscriptions = new Set ();
}
connect () {
this . ws = new WebSocket ( 'wss://api.bookovia.com/v1/streaming' );
this . ws . onopen = () => {
this . isConnected = true ;
this . reconnectAttempts = 0 ;
this . authenticate ();
this . resubscribe ();
this . startHeartbeat ();
};
this . ws . onclose = () => {
this . isConnected = false ;
this . stopHeartbeat ();
this . attemptReconnect ();
};
this . ws . onerror = ( error ) => {
console . error ( 'WebSocket error:' , error );
};
}
attemptReconnect () {
if ( this . reconnectAttempts < this . options . maxReconnectAttempts ) {
this . reconnectAttempts ++ ;
setTimeout (() => {
this . connect ();
}, this . options . reconnectInterval * this . reconnectAttempts );
}
}
startHeartbeat () {
this . heartbeatInterval = setInterval (() => {
if ( this . isConnected ) {
this . send ({ type: 'ping' });
}
}, this . options . heartbeatInterval );
}
}

class StreamingManager {
constructor () {
this . connections = new Map ();
this . connectionPool = [];
this . maxConnections = 10 ;
}
// Distribute subscriptions across connections
subscribe ( channel , filters = {}) {
const connection = this . getLeastLoadedConnection ();
connection . subscribe ( channel , filters );
}
getLeastLoadedConnection () {
return this . connections
. values ()
. reduce (( min , conn ) =>
conn . subscriptionCount < min . subscriptionCount ? conn : min
);
}
// Implement connection pooling
createConnection () {
if ( this . connectionPool . length > 0 ) {
return this . connectionPool . pop ();
}
return new StreamingConnection ( this . apiKey , {
bufferSize: 1000 ,
compressionEnabled: true ,
heartbeatInterval: 30000
});
}
}

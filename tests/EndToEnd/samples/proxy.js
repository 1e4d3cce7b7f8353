const WebSocket = require ( 'ws' );
const express = require ( 'express' );
class StreamingProxy {
constructor () {
this . clients = new Map ();
this . bookovia = new WebSocket ( 'wss://api.bookovia.com/v1/streaming' );
}
start ( port = 8080 ) {
const server = express (). listen ( port );
this . wss = new WebSocket . Server ({ server });
this . wss . on ( 'connection' , ( ws , req ) => {
const clientId = this . generateClientId ();
this . clients . set ( clientId , ws );
ws . on ( 'message' , ( message ) => {
this . handleClientMessage ( clientId , message );
});
ws . on ( 'close' , () => {
this . clients . delete ( clientId );
});
});
// Forward Bookovia messages to clients
this . bookovia . on ( 'message' , ( data ) => {
this . broadcast ( data );
});
}
broadcast ( data ) {
this . clients . forEach (( ws ) => {
if ( ws . readyState === WebSocket . OPEN ) {
ws . send ( data );
}
});
}
}

class RobustStreamingClient {
handleError ( error ) {
switch ( error . type ) {
case 'connection_timeout' :
this . reconnect ({ immediate: true });
break ;
case 'authentication_failed' :
this . refreshApiKey (). then (() => this . reconnect ());
break ;
case 'rate_limit_exceeded' :
this . backoffAndReconnect ( error . retryAfter );
break ;
case 'invalid_subscription' :
this . revalidateSubscriptions ();
break ;
default :
this . log ( 'Unhandled error:' , error );
this . reconnect ({ delay: 5000 });
}
}
backoffAndReconnect ( retryAfter ) {
const delay = retryAfter || ( Math . pow ( 2 , this . reconnectAttempts ) * 1000 );
setTimeout (() => {
this . reconnect ();
}, Math . min ( delay , 30000 )); // Max 30 second delay
}
}

const validateMessage = ( message ) => {
try {
const data = JSON . parse ( message );
// Validate message structure
if ( ! data . type || ! data . timestamp ) {
throw new Error ( 'Invalid message format' );
}
// Validate timestamp freshness
const messageAge = Date . now () - new Date ( data . timestamp ). getTime ();
if ( messageAge > 60000 ) { // 1 minute threshold
console . warn ( 'Stale message received:' , messageAge );
}
// Type-specific validation
switch ( data . type ) {
case 'location_update' :
validateLocationData ( data . location );
break ;
case 'safety_event' :
validateSafetyEvent ( data . event );
break ;
}
return data ;
} catch ( error ) {
console . error ( 'Message validation failed:' , error );
return null ;
}
};

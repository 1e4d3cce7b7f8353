// Authenticate streaming connection
const authenticate = () => {
ws . send ( JSON . stringify ({
type: 'auth' ,
api_key: 'bkv_live_your_api_key' ,
timestamp: Date . now (),
signature: generateSignature ( apiKey , timestamp )
}));
};
// Generate HMAC signature for added security
const generateSignature = ( apiKey , timestamp ) => {
const payload = `${ apiKey }:${ timestamp }` ;
return crypto . createHmac ( 'sha256' , apiKey ). update ( payload ). digest ( 'hex' );
};

// Monitor hours of service compliance
ws . send ( JSON . stringify ({
type: 'subscribe' ,
channel: 'driver_compliance' ,
filters: {
regulation: 'DOT_FMCSA' ,
warnings: [ 'hours_approaching' , 'rest_required' ],
jurisdiction: 'US'
}
}));

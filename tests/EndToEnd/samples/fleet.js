// Fleet overview stream
ws . send ( JSON . stringify ({
type: 'subscribe' ,
channel: 'fleet_overview' ,
filters: {
organization_id: 'org_123' ,
include_inactive: false ,
update_frequency: 'high' // Every 10 seconds
}
}));

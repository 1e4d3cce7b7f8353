import { useEffect } from 'react' ;
import { useStreamingConnection } from '@bookovia/react-native-sdk' ;
const LiveTracking = ({ tripId }) => {
const { connect , subscribe , data , isConnected } = useStreamingConnection ();
useEffect (() => {
connect ( 'bkv_live_your_api_key' );
subscribe ( 'locations' , {
trip_ids: [ tripId ],
update_frequency: 'high'
});
subscribe ( 'safety_events' , {
trip_ids: [ tripId ],
severity: [ 'medium' , 'high' , 'critical' ]
});
}, [ tripId ]);
return (
< View >
< StatusIndicator connected = { isConnected } />
< LiveMap locationData = { data . locations } />
< SafetyAlerts events = { data . safetyEvents } />
</ View >
);
};

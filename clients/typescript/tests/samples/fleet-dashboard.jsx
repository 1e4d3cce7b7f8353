import { useStreamingData } from '@bookovia/react-sdk' ;
const FleetDashboard = () => {
const {
vehicles ,
safetyEvents ,
connectionStatus
} = useStreamingData ({
channels: [ 'locations' , 'safety_events' , 'fleet_overview' ],
filters: {
organization_id: 'org_123'
}
});
return (
< div className = "dashboard" >
< ConnectionIndicator status = { connectionStatus } />
< FleetMap vehicles = { vehicles } />
< SafetyAlerts events = { safetyEvents } />
< VehicleList
vehicles = { vehicles }
onVehicleSelect = { ( id ) => focusVehicle ( id ) }
/>
</ div >
);
};

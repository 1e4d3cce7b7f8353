// Filter by geographic area
ws . send ( JSON . stringify ({
type: 'subscribe' ,
channel: 'locations' ,
filters: {
geographic_bounds: {
southwest: { lat: 40.7000 , lng: - 74.0200 },
northeast: { lat: 40.7300 , lng: - 73.9800 }
},
min_speed: 10 , // Only moving vehicles
accuracy_threshold: 20 // High accuracy only
}
}));

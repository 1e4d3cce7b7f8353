// Custom threshold configuration
ws . send ( JSON . stringify ({
type: 'configure_thresholds' ,
thresholds: {
harsh_acceleration: { threshold: 3.5 , duration: 2.0 },
harsh_braking: { threshold: - 4.0 , duration: 1.5 },
harsh_cornering: { threshold: 0.6 , duration: 3.0 },
speeding: { over_limit: 15 , duration: 30 }
}
}));

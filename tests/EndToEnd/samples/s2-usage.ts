// Usage
const trafficWS = new TrafficWebSocket();
trafficWS.connect('your_jwt_token');
trafficWS.subscribe('traffic.flow', { cameras: ['CAM_001'] });
trafficWS.subscribe('accidents');

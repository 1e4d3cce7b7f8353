// Component: VehicleTracking.jsx
import { useEffect, useState } from 'react';
import { useWebSocket } from '../hooks/useWebSocket';

export const VehicleTracking = ({ vehicleId, token }) => {
  const { socket } = useWebSocket(auth.userId, token);
  const [vehicleData, setVehicleData] = useState(null);

  useEffect(() => {
    if (!socket) return;

    // Subscribe to vehicle updates
    socket.emit('subscribe:vehicle', vehicleId);

    // Listen for updates
    socket.on('vehicle:updated', (data) => {
      setVehicleData(data.data);
    });

    socket.on('vehicle:location', (data) => {
      setVehicleData((prev) => ({
        ...prev,
        currentLocation: data.location,
      }));
    });

    // Cleanup
    return () => {
      socket.emit('unsubscribe:vehicle', vehicleId);
    };
  }, [socket, vehicleId]);

  return (
    <div>
      <h2>Vehicle: {vehicleData?.plateNumber}</h2>
      <p>Status: {vehicleData?.status}</p>
      <p>Location: {JSON.stringify(vehicleData?.currentLocation)}</p>
    </div>
  );
};

// hooks/useRealtimeConnection.js
import { useState, useEffect, useRef, useCallback } from 'react';
import io from 'socket.io-client';

export const useRealtimeConnection = (config) => {
  const [connectionStatus, setConnectionStatus] = useState('disconnected');
  const [data, setData] = useState({});
  const [error, setError] = useState(null);
  const socketRef = useRef(null);
  const reconnectAttemptsRef = useRef(0);
  const subscriptionsRef = useRef(new Set());
  
  const connect = useCallback(() => {
    if (socketRef.current?.connected) return;
    
    setConnectionStatus('connecting');
    
    socketRef.current = io(config.url, {
      auth: {
        token: config.token
      },
      transports: ['websocket'],
      reconnection: true,
      reconnectionDelay: 1000,
      reconnectionDelayMax: 5000,
      maxReconnectionAttempts: 10
    });
    
    const socket = socketRef.current;
    
    socket.on('connect', () => {
      console.log('Connected to real-time server');
      setConnectionStatus('connected');
      setError(null);
      reconnectAttemptsRef.current = 0;
      
      // Resubscribe to all channels
      resubscribeAll();
    });
    
    socket.on('disconnect', (reason) => {
      console.log('Disconnected from real-time server:', reason);
      setConnectionStatus('disconnected');
    });
    
    socket.on('connect_error', (err) => {
      console.error('Connection error:', err);
      setConnectionStatus('error');
      setError(err.message);
      reconnectAttemptsRef.current++;
    });
    
    // Handle different message types
    socket.on('location_update', (locationData) => {
      setData(prev => ({
        ...prev,
        locations: {
          ...prev.locations,
          [locationData.vehicle_id]: locationData
        }
      }));
    });
    
    socket.on('safety_event', (safetyEvent) => {
      setData(prev => ({
        ...prev,
        safetyEvents: [...(prev.safetyEvents || []), safetyEvent].slice(-100) // Keep last 100
      }));
    });
    
    socket.on('trip_update', (tripUpdate) => {
      setData(prev => ({
        ...prev,
        trips: {
          ...prev.trips,
          [tripUpdate.trip_id]: tripUpdate
        }
      }));
    });
    
    socket.on('fleet_status', (fleetStatus) => {
      setData(prev => ({
        ...prev,
        fleetStatus
      }));
    });
    
    socket.on('initial_data', (initialData) => {
      setData(initialData);
    });
    
    socket.on('error', (errorData) => {
      console.error('Server error:', errorData);
      setError(errorData.message);
    });
    
    socket.on('subscription_confirmed', (confirmation) => {
      console.log('Subscription confirmed:', confirmation);
    });
    
  }, [config.url, config.token]);
  
  const disconnect = useCallback(() => {
    if (socketRef.current) {
      socketRef.current.disconnect();
      socketRef.current = null;
      setConnectionStatus('disconnected');
      subscriptionsRef.current.clear();
    }
  }, []);
  
  const subscribe = useCallback((channels, filters = {}) => {
    if (!socketRef.current?.connected) {
      console.warn('Cannot subscribe: not connected');
      return;
    }
    
    const subscriptionKey = JSON.stringify({ channels, filters });
    subscriptionsRef.current.add(subscriptionKey);
    
    socketRef.current.emit('subscribe', { channels, filters });
  }, []);
  
  const unsubscribe = useCallback((channels, filters = {}) => {
    if (!socketRef.current?.connected) return;
    
    const subscriptionKey = JSON.stringify({ channels, filters });
    subscriptionsRef.current.delete(subscriptionKey);
    
    socketRef.current.emit('unsubscribe', { channels, filters });
  }, []);
  
  const resubscribeAll = useCallback(() => {
    subscriptionsRef.current.forEach(subscriptionKey => {
      const { channels, filters } = JSON.parse(subscriptionKey);
      socketRef.current.emit('subscribe', { channels, filters });
    });
  }, []);
  
  const sendHeartbeat = useCallback(() => {
    if (socketRef.current?.connected) {
      socketRef.current.emit('heartbeat', { timestamp: Date.now() });
    }
  }, []);
  
  // Auto-connect on mount
  useEffect(() => {
    connect();
    
    return () => {
      disconnect();
    };
  }, [connect, disconnect]);
  
  // Heartbeat interval
  useEffect(() => {
    if (connectionStatus === 'connected') {
      const heartbeatInterval = setInterval(sendHeartbeat, 30000); // 30 seconds
      return () => clearInterval(heartbeatInterval);
    }
  }, [connectionStatus, sendHeartbeat]);
  
  // Reconnect on token change
  useEffect(() => {
    if (socketRef.current && config.token) {
      disconnect();
      connect();
    }
  }, [config.token, connect, disconnect]);
  
  return {
    connectionStatus,
    data,
    error,
    connect,
    disconnect,
    subscribe,
    unsubscribe,
    isConnected: connectionStatus === 'connected'
  };
};

// Usage in component
const FleetDashboard = () => {
  const { data, connectionStatus, subscribe, isConnected } = useRealtimeConnection({
    url: 'ws://localhost:3000',
    token: localStorage.getItem('authToken')
  });
  
  useEffect(() => {
    if (isConnected) {
      subscribe(['locations', 'safety_events'], {
        organization_id: 'org_123'
      });
    }
  }, [isConnected, subscribe]);
  
  return (
    <div>
      <div>Status: {connectionStatus}</div>
      <div>Vehicles: {Object.keys(data.locations || {}).length}</div>
      <div>Safety Events: {(data.safetyEvents || []).length}</div>
    </div>
  );
};

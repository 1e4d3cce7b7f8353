// frontend/src/hooks/useWebSocket.js
import io from 'socket.io-client';
import { useEffect, useState } from 'react';

export const useWebSocket = (userId, token) => {
  const [socket, setSocket] = useState(null);
  const [isConnected, setIsConnected] = useState(false);

  useEffect(() => {
    // Connect to WebSocket server
    const newSocket = io('http://localhost:3001', {
      auth: {
        token: token,
        userId: userId,
      },
      reconnection: true,
      reconnectionDelay: 1000,
      reconnectionDelayMax: 5000,
      reconnectionAttempts: 5,
    });

    // Connection events
    newSocket.on('connect', () => {
      console.log('‚úÖ WebSocket connected');
      setIsConnected(true);
    });

    newSocket.on('disconnect', () => {
      console.log('‚ùå WebSocket disconnected');
      setIsConnected(false);
    });

    setSocket(newSocket);
    return () => newSocket.close();
  }, [userId, token]);

  return { socket, isConnected };
};

// Component: NotificationCenter.jsx
const NotificationCenter = ({ token }) => {
  const { socket } = useWebSocket(auth.userId, token);
  const [notifications, setNotifications] = useState([]);

  useEffect(() => {
    if (!socket) return;

    // Request notification count
    socket.emit('notification:request-count');

    // Listen for new notifications
    socket.on('notification:new', (notification) => {
      setNotifications((prev) => [notification, ...prev]);
    });

    socket.on('notification:count', ({ count }) => {
      console.log(`üì¢ ${count} unread notifications`);
    });

    return () => {
      socket.off('notification:new');
      socket.off('notification:count');
    };
  }, [socket]);

  return (
    <div className="notification-center">
      {notifications.map((notif) => (
        <div key={notif._id} className="notification">
          {notif.message}
        </div>
      ))}
    </div>
  );
};

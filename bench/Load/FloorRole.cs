using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Fleet.Bench.Load;

/// <summary>
/// The kernel's share: frames prepared beforehand, one <c>send</c> for each message to each socket. It parses nothing,
/// looks nothing up and takes its cue in a few bytes.
/// </summary>
internal static unsafe class FloorRole
{
    private static readonly Dictionary<string, List<int>> Rooms = new(StringComparer.Ordinal);
    private static readonly List<Socket> Kept = [];

    public static void Serve()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        Roles.Ready("http://127.0.0.1:" + ((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        _ = Roles.Ended().ContinueWith(_ => Environment.Exit(0), TaskScheduler.Default);
        while (true)
        {
            var socket = listener.Accept();
            socket.NoDelay = true;
            var line = ReadLine(socket);
            if (line.StartsWith("control", StringComparison.Ordinal))
            {
                new Thread(() => Control(socket, line)).Start();
                continue;
            }

            lock (Rooms)
            {
                Kept.Add(socket);
                foreach (var vehicle in JsonSerializer.Deserialize<string[]>(line)!)
                    (Rooms.TryGetValue(vehicle, out var room) ? room : Rooms[vehicle] = []).Add((int)socket.Handle);
            }

            socket.Send(Frames.Plain("subscribed"u8));
        }
    }

    /// <summary>The line is "control" and the schedule; then one number of an upload a line.</summary>
    private static void Control(Socket socket, string line)
    {
        var words = line.Split(' ').Skip(1).Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        var schedule = new Schedule(words[0], words[1], words[2], words[3], words[4] == 1);
        var frames = Enumerable.Range(0, schedule.Vehicles).Select(v => Frames.Plain(schedule.Message(v, 0))).ToArray();
        var timeAt = frames[0].AsSpan().IndexOf("timestamp\":\""u8) + 12;
        while (true)
        {
            string text;
            try
            {
                text = ReadLine(socket);
            }
            catch (InvalidOperationException)
            {
                return;
            }

            var upload = int.Parse(text, CultureInfo.InvariantCulture);
            var time = Encoding.ASCII.GetBytes(schedule.TimeOf(upload).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            for (var i = 0; i < schedule.PerUpload; i++)
            {
                var vehicle = schedule.VehicleAt(upload, i);
                var frame = frames[vehicle];
                time.CopyTo(frame, timeAt);
                if (!Rooms.TryGetValue(Schedule.VehicleId(vehicle), out var room))
                    continue;

                fixed (byte* bytes = frame)
                {
                    foreach (var descriptor in room)
                        Libc.send(descriptor, bytes, (nuint)frame.Length, Libc.NoSignal);
                }
            }
        }
    }

    private static string ReadLine(Socket socket)
    {
        var text = new StringBuilder();
        Span<byte> one = stackalloc byte[1];
        while (true)
        {
            if (socket.Receive(one) == 0)
                throw new InvalidOperationException("The client hung up.");

            if (one[0] == '\n')
                return text.ToString();

            text.Append((char)one[0]);
        }
    }
}

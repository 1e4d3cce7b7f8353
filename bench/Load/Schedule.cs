using System.Globalization;
using System.Text;

namespace Fleet.Bench.Load;

/// <summary>
/// Which vehicles report in which upload, who follows them, and when each upload was due. Uploads are told apart in a
/// message by their event time, one step after the other within an hour, so that a client knows when it was due.
/// </summary>
/// <param name="Vehicles">In all.</param>
/// <param name="PerSession">How many consecutive ones a session follows.</param>
/// <param name="Rate">Uploads a second.</param>
/// <param name="PerUpload">Vehicles in an upload.</param>
/// <param name="Scattered">A session's vehicles report spread over the round instead of together.</param>
public sealed record Schedule(int Vehicles, int PerSession, int Rate, int PerUpload, bool Scattered = false) : IDeliveryClock
{
    private const int HourMilliseconds = 3_600_000;

    private readonly long[] _due = new long[HourMilliseconds];
    private readonly DateTimeOffset _hour = Hour();

    public int StepMilliseconds => 1000 / Rate;

    public int PositionsPerSecond => Rate * PerUpload;

    public static string VehicleId(int vehicle) => string.Create(CultureInfo.InvariantCulture, $"vehicle_{vehicle:D5}");

    /// <summary>Groups of vehicles that a session can follow.</summary>
    public int Groups => Vehicles / PerSession;

    public IReadOnlyList<string> VehiclesOf(int session) =>
        [.. Enumerable.Range(session % Groups * PerSession, PerSession).Select(VehicleId)];

    public int Followers(int sessions) => sessions / Groups;

    /// <summary>The vehicles of an upload.</summary>
    public int VehicleAt(int upload, int index)
    {
        var rounds = Vehicles / PerUpload;
        return Scattered ? (index * rounds) + (upload % rounds) : ((upload % rounds) * PerUpload) + index;
    }

    public DateTimeOffset TimeOf(int upload) => _hour.AddMilliseconds(((long)upload * StepMilliseconds) + 1);

    public void Due(int upload, long at) => Volatile.Write(ref _due[((upload * StepMilliseconds) + 1) % HourMilliseconds], at);

    /// <summary>When the upload of a message was due; 0 where it cannot be told.</summary>
    public long SentAt(ReadOnlySpan<byte> payload) => TimeIn(payload) is >= 0 and var time ? Volatile.Read(ref _due[time]) : 0;

    /// <summary>Number of the upload that a message stems from, within the hour; −1 where it cannot be told.</summary>
    public int UploadOf(ReadOnlySpan<byte> message) => TimeIn(message) is >= 0 and var time ? time / StepMilliseconds : -1;

    /// <summary>Milliseconds behind the hour; −1 where there is no time.</summary>
    private static int TimeIn(ReadOnlySpan<byte> message)
    {
        var at = message[..Math.Min(message.Length, 128)].IndexOf("timestamp\":\""u8);
        if (at < 0)
            return -1;

        var time = message[(at + 12)..];
        var milliseconds = time[19] == '.' ? Digits(time, 20, 3) : 0; // 2026-11-21T13:35:22.123Z
        return (((Digits(time, 14, 2) * 60) + Digits(time, 17, 2)) * 1000) + milliseconds;
    }

    /// <summary>An S0 location_update as a peer is given it: the fields, and about the bytes, that the gateway sends.</summary>
    public byte[] Message(int vehicle, int upload) => Encoding.UTF8.GetBytes(MessageText(vehicle, upload));

    /// <summary>A body for <c>POST /publish</c>: pairs of room and message.</summary>
    public byte[] Pairs(int upload)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < PerUpload; i++)
        {
            var vehicle = VehicleAt(upload, i);
            text.Append(i == 0 ? "" : ",").Append("[\"").Append(VehicleId(vehicle)).Append("\",").Append(MessageText(vehicle, upload)).Append(']');
        }

        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    /// <summary>A body for <c>POST /v1/locations</c>.</summary>
    public byte[] Positions(int upload)
    {
        var text = new StringBuilder("[");
        var time = Iso(upload);
        for (var i = 0; i < PerUpload; i++)
        {
            var vehicle = VehicleAt(upload, i);
            var (latitude, longitude) = Place(vehicle, upload);
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $$$"""{"vehicle_id":"{{{VehicleId(vehicle)}}}","timestamp":"{{{time}}}","location":{"latitude":{{{latitude:F6}}},"longitude":{{{longitude:F6}}},"speed":50.4,"heading":12.5,"accuracy":4.5}}""");
        }

        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    private static DateTimeOffset Hour()
    {
        var now = TimeProvider.System.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour)).AddHours(-2);
    }

    private static int Digits(ReadOnlySpan<byte> text, int at, int count)
    {
        var number = 0;
        foreach (var digit in text.Slice(at, count))
            number = (number * 10) + digit - '0';

        return number;
    }

    private string Iso(int upload) => TimeOf(upload).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>50 km/h northwards from a place of its own.</summary>
    private (double Latitude, double Longitude) Place(int vehicle, int upload)
    {
        var seconds = (double)upload / Rate;
        return (40 + (vehicle % 100 * 0.01) + (seconds * 0.000125), -95 + (vehicle / 100 * 0.01));
    }

    private string MessageText(int vehicle, int upload)
    {
        var (latitude, longitude) = Place(vehicle, upload);
        var (id, time) = (VehicleId(vehicle), Iso(upload));
        return string.Create(CultureInfo.InvariantCulture,
            $$$"""{"type":"location_update","timestamp":"{{{time}}}","trip_id":"trip_{{{id}}}_{{{TimeOf(0).ToUnixTimeMilliseconds()}}}","vehicle_id":"{{{id}}}","location":{"latitude":{{{latitude:F6}}},"longitude":{{{longitude:F6}}},"speed":50.4,"heading":12.5,"accuracy":4.5},"event_id":"{{{id}}}:{{{TimeOf(upload).ToUnixTimeMilliseconds()}}}:location","offset":{"shard":3,"epoch":"0123456789abcdef","n":{{{upload + 100_000}}}},"timestamp_server":"{{{time}}}","processed_at":"{{{time}}}","geofence_status":[],"derived":{"distance_since_last_m":6.9431862749231,"speed_change":0,"direction_change":0}}""");
    }
}

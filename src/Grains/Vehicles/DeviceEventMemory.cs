namespace Fleet.Vehicles;

/// <summary>
/// The device events that a vehicle took last, so that a resend adds nothing. Bound: <see cref="Size"/> ids; the oldest
/// is overwritten (its resend is then still dropped by the event shard, but counted to the driver twice).
/// </summary>
[GenerateSerializer, Alias("Fleet.DeviceEventMemory")]
public sealed class DeviceEventMemory
{
    public const int Size = 32;

    [Id(0)] private readonly List<string> _ids = [];
    [Id(1)] private int _next;

    public bool Contains(string eventId) => _ids.Contains(eventId);

    public void Add(string eventId)
    {
        if (_ids.Count < Size)
        {
            _ids.Add(eventId);
            return;
        }

        _ids[_next] = eventId;
        _next = (_next + 1) % Size;
    }
}

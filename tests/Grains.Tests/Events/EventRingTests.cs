using Fleet.Vehicles;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Events;

public sealed class EventRingTests
{
    [Fact]
    public void Ring_agrees_with_a_list_of_everything() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var capacity = random.Next(16, 300);
            var ring = new EventRing(capacity);
            var all = new List<FleetEvent>();
            for (var i = 0; i < random.Next(1, 900); i++)
            {
                var id = random.Next(5) == 0 && all.Count > 0 ? all[random.Next(all.Count)].EventId : $"e{i}";
                var known = all.TakeLast(capacity).Any(e => e.EventId == id);
                var happened = Happened(id);
                Assert.Equal(!known, ring.TryAppend(happened));
                if (!known)
                {
                    all.Add(happened);
                }
            }

            Assert.Equal(all.Count, ring.Head);
            for (var after = -1L; after <= all.Count + 1; after++)
            {
                var readable = after >= Math.Max(all.Count - capacity, 0) && after <= all.Count;
                Assert.Equal(readable, ring.TryRead(after, 50, out var events));
                Assert.Equal(readable ? all.Skip((int)after).Take(50) : [], events);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Id_is_forgotten_with_its_event()
    {
        var ring = new EventRing(16);
        for (var i = 0; i < 17; i++)
        {
            ring.TryAppend(Happened($"e{i}"));
        }

        Assert.False(ring.TryAppend(Happened("e1")));
        Assert.True(ring.TryAppend(Happened("e0")));
    }

    private static VehicleStatusChanged Happened(string id) => new()
    {
        EventId = id,
        OrganizationId = "org",
        Timestamp = DateTimeOffset.UnixEpoch,
        VehicleId = "v",
        Status = VehicleStatus.Offline,
    };
}

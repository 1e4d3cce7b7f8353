using System.Text.RegularExpressions;

namespace Fleet.Events;

public partial class EventIdsTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(0x18ed6c3f000);

    [Fact]
    public void Id_reads_vehicle_time_kind_discriminator() =>
        Assert.Equal("v1:18ed6c3f000:trip_started:t9", EventIds.For("v1", At, "trip_started", "t9"));

    [Theory]
    [InlineData(101, false)]
    [InlineData(107, false)]
    [InlineData(108, true)]
    [InlineData(128, true)]
    public void Id_of_a_long_vehicle_is_a_hash_within_the_wire_s_limit(int length, bool hashed)
    {
        var id = EventIds.For(new string('v', length), At, "speeding");
        Assert.Equal(hashed, id.StartsWith("sha256.", StringComparison.Ordinal));
        Assert.Matches(WireId(), id);
        Assert.NotEqual(id, EventIds.For(new string('v', length), At.AddMilliseconds(1), "speeding"));
    }

    [GeneratedRegex("^[A-Za-z0-9_.:-]{1,128}$")]
    private static partial Regex WireId();
}

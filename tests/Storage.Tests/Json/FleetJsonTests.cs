using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Events;
using Fleet.Geofences;
using Fleet.Organizations;
using Fleet.Schedules;

namespace Fleet.Storage;

public sealed class FleetJsonTests
{
    [Fact]
    public void Kinds_are_told_by_alias_wherever_the_mark_stands()
    {
        GeofenceShape circle = new CircleShape { Center = new(1, 2), RadiusMeters = 3 };

        var json = JsonSerializer.Serialize(circle, FleetJson.Options);

        Assert.Equal("""{"$kind":"Fleet.CircleShape","center":{"latitude":1,"longitude":2},"radius_meters":3}""", json);
        Assert.Equal(circle, JsonSerializer.Deserialize<GeofenceShape>("""{"radius_meters":3,"center":{"latitude":1,"longitude":2},"$kind":"Fleet.CircleShape"}""", FleetJson.Options));
    }

    [Fact]
    public void Nested_shapes_and_arrays_come_back()
    {
        var fence = new GeofenceDefinition
        {
            GeofenceId = "g",
            Name = "Depot",
            Shape = new PolygonShape { Polygons = [new() { Outer = [new(0, 0), new(0, 1), new(1, 1), new(0, 0)], Holes = [[new(0.1, 0.2)]] }] },
            Tags = ["a", "b"],
        };

        Assert.Equivalent(fence, Round(fence), strict: true);
    }

    [Fact]
    public void Unknown_members_are_ignored_and_missing_ones_have_their_default()
    {
        var read = JsonSerializer.Deserialize<GeofenceDefinition>("""{"name":"x","from_the_future":{"a":[1]}}""", FleetJson.Options)!;

        Assert.Equal("", read.GeofenceId);
        Assert.Equal("x", read.Name);
        Assert.Empty(read.Tags);
        Assert.Null(read.DwellSeconds);
    }

    [Fact]
    public void Missing_or_null_required_collections_are_empty()
    {
        Assert.Empty(JsonSerializer.Deserialize<ShardBatch>("{}", FleetJson.Options)!.Events);
        Assert.Empty(JsonSerializer.Deserialize<ShardBatch>("""{"events":null}""", FleetJson.Options)!.Events);
    }

    [Fact]
    public void Array_never_assigned_is_written_as_empty()
    {
        var json = JsonSerializer.Serialize(new CorridorShape { Path = default, WidthMeters = 1 }, FleetJson.Options);

        Assert.Empty(JsonSerializer.Deserialize<CorridorShape>(json, FleetJson.Options)!.Path);
    }

    [Fact]
    public void Null_survives_where_a_new_instance_starts_with_something_else()
    {
        var written = new KeptAndLost { Word = null };

        Assert.Null(Round(written).Word);
        Assert.DoesNotContain("maybe", JsonSerializer.Serialize(written, FleetJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_members_with_an_id_are_kept_and_private_ones_are()
    {
        var written = new KeptAndLost { Unmarked = 5 };
        written.Remember(42);

        var read = Round(written);

        Assert.Equal(42, read.Remembered);
        Assert.Equal(0, read.Unmarked);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    [InlineData(-0.0)]
    [InlineData(double.Epsilon)]
    [InlineData(0.1 + 0.2)]
    public void Every_double_comes_back_to_the_bit(double value) => Assert.Equal(
        BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(Round(new KeptAndLost { Number = value }).Number));

    [Fact]
    public void Dictionaries_and_enums_by_name_come_back()
    {
        var permissions = new Permissions { Channels = ImmutableDictionary<string, ChannelAccess>.Empty.Add("locations", ChannelAccess.AdminOnly) };

        Assert.Contains("\"AdminOnly\"", JsonSerializer.Serialize(permissions, FleetJson.Options), StringComparison.Ordinal);
        Assert.Equal(ChannelAccess.AdminOnly, Round(permissions).Channels["locations"]);
    }

    [Fact]
    public void No_clr_name_is_written()
    {
        FleetEvent location = Samples.Location("l");

        Assert.DoesNotContain("Fleet.Events", JsonSerializer.Serialize(location, FleetJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void Times_keep_their_ticks()
    {
        var position = Samples.Full with { ReceivedAt = Samples.Noon.AddTicks(1234567) };

        Assert.Equal(position, Round(position));
    }

    [Theory]
    [InlineData("hours")] // in alert rules before
    [InlineData("windows")] // in fences before
    public void Renamed_member_is_read_under_either_name_and_written_under_both(string name)
    {
        const string Window = """[{"days":["Friday"],"from_minute":1320,"to_minute":360}]""";
        var read = JsonSerializer.Deserialize<WeeklySchedule>($$"""{"time_zone":"UTC","{{name}}":{{Window}}}""", FleetJson.Options)!;

        Assert.Equal(1_320, Assert.Single(read.Windows).FromMinute);
        Assert.Equal($$"""{"time_zone":"UTC","windows":{{Window}},"hours":{{Window}}}""", JsonSerializer.Serialize(read, FleetJson.Options));
    }

    private static T Round<T>(T value) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, FleetJson.Options), FleetJson.Options)!;
}

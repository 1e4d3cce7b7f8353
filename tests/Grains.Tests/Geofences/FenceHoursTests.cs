using System.Globalization;

namespace Fleet.Geofences;

public sealed class FenceHoursTests
{
    [Fact]
    public void Validity_bounds_the_schedule_and_says_why_it_ended()
    {
        var hours = FenceHours.Of(Fences.Circle("a", 0, 0, 10) with
        {
            Schedule = Fences.Schedule("UTC", ("0123456", 480, 1080)), ValidFrom = At("2024-04-12T10:00Z"), ValidUntil = At("2024-04-13T10:00Z"),
        })!;
        Assert.False(hours.IsInForce(At("2024-04-12T09:59Z")));
        Assert.Equal(At("2024-04-12T09:59Z"), hours.ClosesAt(At("2024-04-12T09:59Z")));
        Assert.True(hours.IsInForce(At("2024-04-12T10:00Z")));
        Assert.Equal(At("2024-04-12T18:00Z"), hours.ClosesAt(At("2024-04-12T10:00Z")));
        Assert.Equal(At("2024-04-13T10:00Z"), hours.ClosesAt(At("2024-04-13T08:00Z")));
        Assert.Equal((GeofenceEnds.Schedule, GeofenceEnds.Expired), (hours.ReasonAt(At("2024-04-12T18:00Z")), hours.ReasonAt(At("2024-04-13T10:00Z"))));
        Assert.False(hours.IsInForce(At("2024-04-13T10:00Z")));
        Assert.Null(FenceHours.Of(Fences.Circle("a", 0, 0, 10)));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

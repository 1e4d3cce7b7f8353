using Fleet.Gateway.Protocols;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Gateway.Subscriptions;

public sealed class MessageRateTests
{
    private static readonly DateTimeOffset Start = WireVectors.Samples.Time;

    [Fact]
    public void Fiftieth_message_passes_and_the_next_does_not()
    {
        var rate = Make();
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(TimeSpan.Zero, rate.Take(Start.AddMilliseconds(i)));
        }

        Assert.Equal(TimeSpan.FromMilliseconds(4_950), rate.Take(Start.AddMilliseconds(50)));
    }

    [Fact]
    public void Message_exactly_five_seconds_after_the_first_of_fifty_passes()
    {
        var rate = Make();
        for (var i = 0; i < 50; i++)
        {
            rate.Take(Start);
        }

        Assert.Equal(TimeSpan.FromTicks(1), rate.Take(Start.AddSeconds(5).AddTicks(-1)));
        Assert.Equal(TimeSpan.Zero, rate.Take(Start.AddSeconds(5)));
    }

    [Fact]
    public void Thousandth_message_of_a_minute_passes_and_the_next_does_not()
    {
        var rate = new MessageRate(100, 1_000);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal(TimeSpan.Zero, rate.Take(Start.AddSeconds(i / 100 * 5)));
        }

        Assert.Equal(TimeSpan.FromSeconds(10), rate.Take(Start.AddSeconds(50)));
        Assert.Equal(TimeSpan.Zero, rate.Take(Start.AddSeconds(60)));
    }

    [Fact]
    public void Windows_agree_with_counting() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var (burst, sustained) = (random.Next(1, 6), random.Next(6, 20));
            var rate = new MessageRate(burst, sustained);
            var passed = new List<DateTimeOffset>();
            var now = Start;
            for (var i = 0; i < 200; i++)
            {
                now = now.AddMilliseconds(random.Next(0, 6_000));
                var expected = passed.Count(p => p > now.AddSeconds(-5)) < burst && passed.Count(p => p > now.AddSeconds(-60)) < sustained;
                var wait = rate.Take(now);
                Assert.Equal(expected, wait == TimeSpan.Zero);
                if (expected)
                {
                    passed.Add(now);
                }
                else
                {
                    // After the wait it passes, and not a moment before.
                    var then = now + wait;
                    Assert.True(passed.Count(p => p > then.AddSeconds(-5)) < burst && passed.Count(p => p > then.AddSeconds(-60)) < sustained);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static MessageRate Make() => new(50, 1_000);
}

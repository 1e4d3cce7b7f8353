using System.Text;
using Fleet.Gateway.Protocols.SocketIo.Recovery;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Gateway.Protocols.SocketIo;

public sealed class SentLogTests
{
    private const string Line = "privateid";

    [Fact]
    public void What_left_after_the_offset_was_missed_and_what_left_before_was_got()
    {
        var log = new SentLog(100, 1_000, null);
        log.Add(SentMark.Event(2, 1, 5), "epoch-1");
        log.Add(1, "one"u8.ToArray());
        log.Add(SentMark.Event(2, 1, 9), "epoch-1");
        log.AddUnsent(SentMark.Event(2, 1, 12), null, inLine: true);
        log.AddUnsent(SentMark.Event(2, 1, 13), null, inLine: true);

        var missed = log.Since(SentMark.Event(2, 1, 5).ToOffset("epoch-1"), Line)!;

        Assert.Equal([9L, 12L], missed.Events.Select(e => e.N));
        Assert.Equal(["one"], missed.Answers.Select(Encoding.UTF8.GetString));
        Assert.Equal(5, missed.Got[(2, 1)]);
        Assert.Equal(1, log.Since(SentMark.Answer(1).ToOffset(Line), Line)!.Events.Count(e => e.N == 9));
    }

    [Fact]
    public void Offset_of_another_line_connection_or_none_at_all_recovers_nothing()
    {
        var log = new SentLog(100, 1_000, null);
        log.Add(SentMark.Event(2, 1, 5), "epoch-1");
        log.Add(1, [1]);

        Assert.Null(log.Since(SentMark.Event(2, 1, 5).ToOffset("other"), Line));
        Assert.Null(log.Since(SentMark.Answer(1).ToOffset("another"), Line));
        Assert.Null(log.Since(SentMark.Event(2, 1, 6).ToOffset("epoch-1"), Line));
        Assert.Null(log.Since("nonsense", Line));
        Assert.Null(log.Since("1.2.3.4.5", Line));
        Assert.Null(log.Since("-1.epoch-.5.2", Line));
    }

    [Fact]
    public void Client_that_got_nothing_misses_everything()
    {
        var log = new SentLog(100, 1_000, "its.old.offset");
        log.Add(SentMark.Event(2, 1, 5), "e");

        Assert.Single(log.Since("its.old.offset", Line)!.Events);
        Assert.Null(log.Since(null, Line));
    }

    [Fact]
    public void Pong_says_that_what_left_before_its_ping_arrived()
    {
        var log = new SentLog(100, 1_000, null);
        log.Add(SentMark.Event(2, 1, 5), "e");
        log.Add(SentMark.Event(2, 1, 6), "e");
        log.PingLeaves();
        log.Add(SentMark.Event(2, 1, 7), "e");
        log.PongCame();

        Assert.Null(log.Since(SentMark.Event(2, 1, 5).ToOffset("e"), Line));
        Assert.Equal([7L], log.Since(SentMark.Event(2, 1, 6).ToOffset("e"), Line)!.Events.Select(e => e.N));
        Assert.Equal(6, log.Since(SentMark.Event(2, 1, 6).ToOffset("e"), Line)!.Got[(2, 1)]);
    }

    [Fact]
    public void Log_at_its_bound_forgets_the_oldest_and_says_so()
    {
        var log = new SentLog(16, 10, null);
        for (var n = 1; n <= 17; n++)
        {
            log.Add(SentMark.Event(2, 1, n), "e");
        }

        Assert.NotNull(log.Since(SentMark.Event(2, 1, 1).ToOffset("e"), Line));
        log.Add(SentMark.Event(2, 1, 18), "e");
        Assert.Null(log.Since(SentMark.Event(2, 1, 1).ToOffset("e"), Line));
        log.Add(1, new byte[11]);
        Assert.Null(log.Since(SentMark.Event(2, 1, 18).ToOffset("e"), Line));
        Assert.NotNull(log.Since(SentMark.Answer(1).ToOffset(Line), Line));
    }

    [Fact]
    public void New_line_of_a_shard_puts_what_left_before_it_out_of_reach()
    {
        var log = new SentLog(100, 1_000, null);
        log.Add(SentMark.Event(2, 1, 900), "old");
        log.Add(SentMark.Event(2, 1, 1), "new");

        Assert.Null(log.Since(SentMark.Event(2, 1, 900).ToOffset("old"), Line));
        Assert.Equal(1, log.Since(SentMark.Event(2, 1, 1).ToOffset("new"), Line)!.Got[(2, 1)]);
    }

    [Fact]
    public void More_unsent_than_the_bound_recovers_nothing()
    {
        var log = new SentLog(16, 10, null);
        for (var n = 1; n <= 17; n++)
        {
            log.AddUnsent(SentMark.Event(8, 1, n), null, inLine: false);
        }

        Assert.Null(log.Since(null, Line));
    }

    /// <summary>However pings fall: what a client got and what it missed are together all that left, each once.</summary>
    [Fact]
    public void Got_and_missed_are_all_that_left()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<(byte[] Steps, byte Cut)>(), input =>
        {
            var log = new SentLog(10_000, 10_000, null);
            var left = new List<SentMark>();
            var pinged = 0;
            var cut = input.Steps is { Length: > 0 } steps ? input.Cut % steps.Length : 0;
            foreach (var (step, i) in (input.Steps ?? []).Select((s, i) => (s, i)))
            {
                var mark = SentMark.Event(2, step % 3, i + 1);
                log.Add(mark, "e");
                left.Add(mark);
                if (step % 5 == 0 && i <= cut)
                {
                    log.PingLeaves();
                    pinged = left.Count;
                    log.PongCame();
                }
            }

            if (left.Count == 0)
            {
                return true;
            }

            var got = Math.Max(cut + 1, pinged);
            var missed = log.Since(left[got - 1].ToOffset("e"), Line)!;
            return missed.Events.SequenceEqual(left.Skip(got))
                && missed.Got.All(g => g.Value == left.Take(got).Where(m => m.Shard == g.Key.Shard).Max(m => m.N));
        }).QuickCheckThrowOnFailure();
    }
}

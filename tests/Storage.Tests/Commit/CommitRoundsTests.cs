using Fleet.Storage.Postgres;

namespace Fleet.Storage;

public sealed class CommitRoundsTests
{
    [Fact]
    public void Same_keys_take_turns_in_their_order() => Assert.Equal(
        ["0,1,3", "2,5", "4"],
        CommitRounds.Of("abacab".ToCharArray(), c => c).Select(r => string.Join(',', r)));

    [Fact]
    public void Different_keys_share_one_round() => Assert.Single(CommitRounds.Of("abc".ToCharArray(), c => c));

    [Fact]
    public void Nothing_makes_no_round() => Assert.Empty(CommitRounds.Of("".ToCharArray(), c => c));
}

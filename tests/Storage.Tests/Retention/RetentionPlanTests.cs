using Fleet.Storage.Postgres;

namespace Fleet.Storage;

public sealed class RetentionPlanTests
{
    private static readonly DateOnly _today = new(2024, 4, 13);

    [Fact]
    public void Nothing_goes_where_everything_is_kept()
    {
        var plan = Plan(0);

        Assert.Null(plan.DropBefore);
        Assert.Equal("", Expired(plan, -10_000));
    }

    [Theory]
    [InlineData(-7, false)]
    [InlineData(-8, true)]
    public void Day_goes_once_it_lies_whole_behind(int day, bool gone)
    {
        Assert.Equal(gone ? "the others" : "", Expired(Plan(7), day));
        Assert.Equal(gone, _today.AddDays(day) < Plan(7).DropBefore);
    }

    [Fact]
    public void Whoever_keeps_longest_decides_about_the_partition()
    {
        var plan = Plan(7, ("a", 2), ("b", 30));

        Assert.Equal(_today.AddDays(-30), plan.DropBefore);
        Assert.Equal("a", Expired(plan, -3));
        Assert.Equal("a, the others", Expired(plan, -8));
        Assert.Equal("a, b, the others", Expired(plan, -31));
    }

    [Fact]
    public void One_who_keeps_everything_keeps_every_partition()
    {
        var plan = Plan(7, ("a", 0));

        Assert.Null(plan.DropBefore);
        Assert.Equal("the others", Expired(plan, -100));
    }

    private static RetentionPlan Plan(int defaultDays, params (string Organization, int Days)[] rules) =>
        new(_today, defaultDays, rules.ToDictionary(r => r.Organization, r => r.Days));

    private static string Expired(RetentionPlan plan, int day)
    {
        var (organizations, withoutRule) = plan.Expired(_today.AddDays(day));
        return string.Join(", ", organizations.Order().Concat(withoutRule ? ["the others"] : []));
    }
}

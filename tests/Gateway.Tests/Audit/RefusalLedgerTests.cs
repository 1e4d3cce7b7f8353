using Fleet.Audit;

namespace Fleet.Gateway.Audit;

public sealed class RefusalLedgerTests
{
    private readonly RefusalLedger _ledger = new(rowsPerWindow: 3);

    [Fact]
    public void First_is_told_at_once_and_the_others_together_with_the_window()
    {
        Assert.NotNull(_ledger.Count(Refusal(0), "a"));
        for (var i = 1; i <= 1_000; i++)
            Assert.Null(_ledger.Count(Refusal(i), "a"));

        var row = Assert.Single(_ledger.Close());
        Assert.Equal((1_000, Refusal(1_000).At), (row.Count, row.At));
        Assert.Empty(_ledger.Close());
        Assert.NotNull(_ledger.Count(Refusal(2_000), "a"));
        Assert.Empty(_ledger.Close());
    }

    [Fact]
    public void Address_subject_reason_and_organization_are_counted_apart()
    {
        Assert.NotNull(_ledger.Count(Refusal(0), "a"));
        Assert.NotNull(_ledger.Count(Refusal(0), "b"));
        Assert.NotNull(_ledger.Count(Refusal(0) with { Detail = "token: expired" }, "a"));
        Assert.NotNull(_ledger.Count(Refusal(0) with { OrganizationId = "acme", Actor = "ada" }, "a"));
    }

    [Fact]
    public void Whoever_comes_from_ever_new_addresses_gets_no_more_rows()
    {
        var rows = Enumerable.Range(0, 100_000).Count(i => _ledger.Count(Refusal(i), $"address {i}") is not null);
        Assert.NotNull(_ledger.Count(Refusal(0) with { OrganizationId = "acme", Actor = "ada" }, "a"));

        Assert.Equal(3, rows);
        var shared = Assert.Single(_ledger.Close());
        Assert.Equal((RefusalLedger.Several, null, null, 99_997), (shared.Actor, shared.Address, shared.Detail, shared.Count));
    }

    [Fact]
    public void None_is_lost()
    {
        var (random, told, given) = (new Random(7), 0L, 0L);
        for (var window = 0; window < 50; window++)
        {
            for (var i = random.Next(60); i > 0; i--, given++)
                told += _ledger.Count(Refusal(i), random.Next(8).ToString(System.Globalization.CultureInfo.InvariantCulture))?.Count ?? 0;
            told += _ledger.Close().Sum(r => r.Count);
        }

        Assert.Equal(given, told);
    }

    private static AuditEntry Refusal(int seconds) => new()
    {
        At = DateTimeOffset.UnixEpoch.AddSeconds(seconds),
        OrganizationId = "",
        Action = AuditAction.AuthenticationRefused,
        Actor = AuditTrail.Unknown,
        Address = "192.0.2.1",
        Detail = "api_key: invalid",
    };
}

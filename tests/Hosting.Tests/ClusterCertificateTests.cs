using Fleet.Hosting.Clustering;
using Fleet.Storage;

namespace Fleet.Hosting;

/// <summary>What is said of a host's certificate before it asks any other host.</summary>
public sealed class ClusterCertificateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _ours;
    private readonly TestAuthority _others;

    public ClusterCertificateTests()
    {
        _ours = new TestAuthority(_folder.Path, "ours");
        _others = new TestAuthority(_folder.Path, "others");
    }

    [Fact]
    public void Certificate_of_the_authorities_is_taken()
    {
        Assert.Null(Fault(_ours.Issue("silo"), _ours.File));
    }

    [Fact]
    public void Certificate_of_another_authority_is_named_with_its_issuer()
    {
        Assert.Equal(
            "Fleet:Cluster:TlsCertificate is not from TlsAuthorities: CN=stranger of CN=others (PartialChain)",
            Fault(_others.Issue("stranger"), _ours.File));
    }

    [Fact]
    public void Certificate_that_holds_no_longer_is_named()
    {
        Assert.Equal(
            "Fleet:Cluster:TlsCertificate is not from TlsAuthorities: CN=old of CN=ours (NotTimeValid)",
            Fault(_ours.Issue("old", days: -1), _ours.File));
    }

    [Fact]
    public void Key_of_another_certificate_is_said_in_one_line()
    {
        var fault = Fault((_ours.Issue("silo").Certificate, _ours.Issue("other").Key), _ours.File);

        Assert.StartsWith("Fleet:Cluster: TlsCertificate, TlsKey or TlsAuthorities cannot be used: ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault!);
    }

    [Fact]
    public void File_that_is_no_certificate_is_said_in_one_line()
    {
        var file = Path.Combine(_folder.Path, "text.pem");
        File.WriteAllText(file, "not a certificate");

        var fault = Fault((file, _ours.Issue("silo").Key), _ours.File);

        Assert.StartsWith("Fleet:Cluster: TlsCertificate, TlsKey or TlsAuthorities cannot be used: ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault!);
    }

    [Fact]
    public void Two_of_the_three_files_are_not_enough()
    {
        var (certificate, key) = _ours.Issue("silo");

        Assert.Equal("Fleet:Cluster: TlsCertificate, TlsKey and TlsAuthorities are given together or not at all", Fault((certificate, key), null));
    }

    public void Dispose()
    {
        _ours.Dispose();
        _others.Dispose();
        _folder.Delete();
    }

    private static string? Fault((string Certificate, string Key) host, string? authorities) => new ClusterSettingsValidator()
        .Validate(null, new ClusterSettings { TlsCertificate = host.Certificate, TlsKey = host.Key, TlsAuthorities = authorities })
        .FailureMessage;
}

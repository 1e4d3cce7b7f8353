using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Hosting;

/// <summary>A certificate authority with files for the options, as openssl would have written them.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _root;
    private readonly string _folder;

    /// <param name="name">The authority's, and of its file.</param>
    public TestAuthority(string folder, string name)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(30));
        File = Write(name + ".pem", _root.ExportCertificatePem());
    }

    public string File { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A certificate for a host, and its key.</summary>
    /// <param name="days">How long it holds from now; below zero: since when not any more.</param>
    public (string Certificate, string Key) Issue(string host, int days = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256);
        using var certificate = request.Create(_root, Now.AddDays(-20), Now.AddDays(days), RandomNumberGenerator.GetBytes(16));
        return (Write(host + ".pem", certificate.ExportCertificatePem()), Write(host + ".key", key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose() => _root.Dispose();

    private string Write(string name, string pem)
    {
        var file = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(file, pem);
        return file;
    }
}

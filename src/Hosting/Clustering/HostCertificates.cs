using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Hosting.Clustering;

/// <summary>This host's certificate and the authorities that every host's comes from. Names are not compared: hosts are known by address.</summary>
internal sealed class HostCertificates(X509Certificate2 own, X509Certificate2Collection authorities)
{
    public X509Certificate2 Own => own;

    /// <returns>Null where no TLS is configured.</returns>
    /// <exception cref="CryptographicException">A file holds something else than it should.</exception>
    public static HostCertificates? Of(ClusterSettings settings)
    {
        if (string.IsNullOrEmpty(settings.TlsCertificate))
            return null;

        // By way of PKCS #12: the platform's TLS wants a key that is stored with its certificate.
        using var pem = X509Certificate2.CreateFromPemFile(settings.TlsCertificate, settings.TlsKey);
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(settings.TlsAuthorities!);
        return new HostCertificates(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), authorities);
    }

    /// <summary>Why a certificate is not one of ours; null where it is.</summary>
    public string? Refusal(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate)
            ? null
            : $"{certificate.Subject} of {certificate.Issuer} ({string.Join(", ", chain.ChainStatus.Select(s => s.Status))})";
    }
}

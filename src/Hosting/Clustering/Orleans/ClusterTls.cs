using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Fleet.Hosting.Clustering;

/// <summary>TLS between hosts, both sides with a certificate from the authorities given. Names are not compared: hosts are known by address.</summary>
internal sealed class ClusterTls(X509Certificate2 certificate, X509Certificate2Collection authorities)
{
    /// <returns>Null where none is configured.</returns>
    public static ClusterTls? Of(ClusterSettings settings)
    {
        if (string.IsNullOrEmpty(settings.TlsCertificate))
            return null;

        // By way of PKCS #12: the platform's TLS wants a key that is stored with its certificate.
        using var pem = X509Certificate2.CreateFromPemFile(settings.TlsCertificate, settings.TlsKey);
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(settings.TlsAuthorities!);
        return new ClusterTls(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), authorities);
    }

    public void Configure(TlsOptions options)
    {
        options.LocalCertificate = certificate;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (remote, _, _) => IsOurs(remote);
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = certificate.GetNameInfo(X509NameType.DnsName, false);
    }

    private bool IsOurs(X509Certificate2 remote)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(remote);
    }
}

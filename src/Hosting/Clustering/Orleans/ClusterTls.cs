using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Hosting;

namespace Fleet.Hosting.Clustering;

/// <summary>TLS on every connection between hosts, both sides with a certificate. Who is refused stands in the log, in one line.</summary>
internal sealed partial class ClusterTls(HostCertificates certificates)
{
    public void Secure(ISiloBuilder silo) => silo.Configure<SiloConnectionOptions>(o =>
    {
        o.ConfigureSiloInboundConnection(Accept);
        o.ConfigureGatewayInboundConnection(Accept);
        o.ConfigureSiloOutboundConnection(Connect);
    });

    public void Secure(IClientBuilder client) => client.Configure<ClientConnectionOptions>(o => o.ConfigureConnection(Connect));

    private void Accept(IConnectionBuilder connection)
    {
        var log = Log(connection);
        Watch(connection, context => Refused(log, context.RemoteEndPoint));
        connection.UseServerTls(Options(log));
    }

    private void Connect(IConnectionBuilder connection)
    {
        var log = Log(connection);
        Watch(connection, context => NotAccepted(log, context.RemoteEndPoint));
        connection.UseClientTls(Options(log));
    }

    private static ILogger Log(IConnectionBuilder connection) => connection.ApplicationServices.GetRequiredService<ILogger<ClusterTls>>();

    /// <summary>The engine's TLS ends a connection whose handshake fails without a word to who is around it; what it knows of it has no address.</summary>
    private static void Watch(IConnectionBuilder connection, Action<ConnectionContext> failed) => connection.Use(next => async context =>
    {
        await next(context);
        if (context.Features.Get<ITlsHandshakeFeature>() is not { Protocol: not SslProtocols.None })
            failed(context);
    });

    private TlsOptions Options(ILogger log) => new()
    {
        LocalCertificate = certificates.Own,
        RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
        ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
        RemoteCertificateValidation = (remote, _, _) => IsOurs(remote, log),
        OnAuthenticateAsClient = (_, client) => client.TargetHost = certificates.Own.GetNameInfo(X509NameType.DnsName, false),
    };

    private bool IsOurs(X509Certificate2 remote, ILogger log)
    {
        if (certificates.Refusal(remote) is not { } why)
            return true;
        NotOurs(log, why);
        return false;
    }

    [LoggerMessage(5301, LogLevel.Warning, "A host's certificate is not from our authorities: {Why}")]
    private static partial void NotOurs(ILogger log, string why);

    [LoggerMessage(5302, LogLevel.Warning, "Refused a connection from {Remote}: it speaks no TLS, or has no certificate of our authorities")]
    private static partial void Refused(ILogger log, System.Net.EndPoint? remote);

    [LoggerMessage(5303, LogLevel.Warning, "No connection to {Remote}: it speaks no TLS, or one of the two certificates was refused")]
    private static partial void NotAccepted(ILogger log, System.Net.EndPoint? remote);
}

namespace Orleans.Configuration;

/// <summary>Accepted; in one process the silo's options hold.</summary>
public class ClientMessagingOptions : MessagingOptions;

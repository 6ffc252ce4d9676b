#include "tests/app/ui/gallery.hpp"

#include <array>

#include "app/ui/button.hpp"
#include "app/ui/field.hpp"
#include "app/ui/kit.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/modal.hpp"
#include "app/ui/navigation.hpp"
#include "app/ui/text.hpp"

namespace epic::test {
namespace {

using namespace epic::ui;

constexpr Date today{2026, 11, 23};

struct Person {
    const char* name;
    const char* company;
    const char* phone;
    const char* email;
};
constexpr std::array<Person, 12> people{{
    {"Éléonore Lefèvre", "Ateliers du Québec", "05 61 22 18 40", "e.lefevre@ateliers-quebec.fr"},
    {"François Château", "Hôtel Bellevue", "05 34 45 10 02", "direction@bellevue.fr"},
    {"Anaïs Noël", "Faïencerie de Moustiers", "04 92 74 61 64", "anais@faience.fr"},
    {"Jean-René Müller", "Société des bois d’Alsace", "03 88 32 11 09", "jr.muller@bois.fr"},
    {"Søren Benhaïm", "Café de l’Étoile", "01 45 20 33 71", "soren@etoile.fr"},
    {"Łukasz d’Août", "Compagnie générale des expositions du Sud-Ouest", "05 56 00 66 01", "l.daout@cgeso.fr"},
    {"Kevin Casey", "Cool Startup LLC", "+1 678 123 456 78", "kevin@startup.io"},
    {"Benoît Garçon", "Salle Nougaro", "05 61 93 79 40", "b.garcon@nougaro.fr"},
    {"Lou Bouzin", "Lou Bouzin", "+33 6 12 34 56 78", "lou@bouzin.com"},
    {"Maëlle Ιωάννου", "Théâtre de la Cité", "05 34 45 05 05", "maelle@tdlc.fr"},
    {"Chloé Œuvrard", "Cœur & Fils", "04 78 37 20 61", "chloe@coeur-et-fils.fr"},
    {"Zoë Ávila", "Médiathèque José-Cabanis", "05 62 27 40 00", "z.avila@mediatheque.fr"},
}};
constexpr std::array<const char*, 6> amounts{"12 500,00 €", "980,00 €",    "118 411,10 €",
                                             "4 271,75 €",  "61 770,00 €", "0,00 €"};

constexpr std::array columns{
    Column{.id = "name", .title = "Nom", .width = 2.2F, .width_min = 180},
    Column{.id = "company", .title = "Société", .width = 2, .width_min = 130},
    Column{.id = "email", .title = "E-mail", .width = 2.1F, .width_min = 160, .optional = true},
    Column{.id = "phone", .title = "Téléphone", .width = 172, .fixed = true, .optional = true},
    Column{.id = "state", .title = "État", .width = 116, .fixed = true},
    Column{.id = "due", .title = "Reste à payer", .width = 136, .fixed = true, .align = Align::right},
};

void draw_row(TableRow& row) {
    const auto n = static_cast<std::size_t>(row.index());
    const Person& person = people[n % people.size()];
    row.name(person.name, person.email);
    row.text(person.company);
    row.muted(person.email);
    row.muted(person.phone);
    switch (n % 4) {
        case 0: row.pill("Signé", Tone::success); break;
        case 1: row.pill("À signer", Tone::warning); break;
        case 2: row.pill("Brouillon", Tone::neutral); break;
        default: row.pill("En cours", Tone::info); break;
    }
    row.amount(amounts[n % amounts.size()]);
}

void draw_sidebar(Gallery& gallery) {
    Pane side("sidebar", {.width = size::sidebar_width, .kind = PaneKind::sidebar});
    brand("Epic Events", Icon::celebration);
    using Page = Gallery::Page;
    const auto item = [&gallery](const char* id, const char* text, Icon icon, Page page, const char* count) {
        if (sidebar_item(id, text, {.icon = icon, .active = gallery.page == page, .count = count})) gallery.page = page;
    };
    item("nav.today", "Aujourd’hui", Icon::today, Page::feedback, "");
    item("nav.clients", "Clients", Icon::people, Page::list, "57");
    item("nav.contracts", "Contrats", Icon::contract, Page::record, "60");
    item("nav.events", "Événements", Icon::event, Page::controls, "142");
    if (sidebar_item("nav.inbox", "À traiter", {.icon = Icon::inbox, .count = "3", .count_tone = Tone::danger}))
        ++gallery.pressed;
    sidebar_heading("Gestion");
    item("nav.staff", "Collaborateurs", Icon::badge, Page::sign_in, "7");
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ImGui::GetContentRegionAvail().y - px(38));
    if (sidebar_item("nav.settings", "Réglages", {.icon = Icon::settings})) ++gallery.pressed;
}

void draw_top_bar(Gallery& gallery) {
    Pane bar("top_bar", {.height = size::top_bar_height, .kind = PaneKind::top_bar});
    Row row(size::control_height);
    row.next(size::control_height);
    if (search_button("top.search", "Rechercher partout…", "Ctrl+K", 320)) ++gallery.pressed;
    constexpr std::string_view state = "Hors ligne · 3 à envoyer";
    row.push_right(sync_pill_width(state) + px(size::control_height) +
                   person_button_width("Camille Roussel", "Commercial") + px(16));
    row.next(size::control_height_small);
    if (sync_pill("top.sync", state,
                  {.tone = Tone::warning, .icon = Icon::cloud_off, .tooltip = "Dernier échange il y a 2 h"}))
        ++gallery.pressed;
    row.next(size::control_height, 8);
    if (icon_button("top.lock", Icon::lock, "Verrouiller", {.shortcut = "Ctrl+L"})) ++gallery.pressed;
    row.next(40, 8);
    if (person_button("top.person", "Camille Roussel", "Commercial", "camille@epic.fr")) ++gallery.pressed;
}

} // namespace

void Gallery::draw() {
    Root root;
    if (page == Page::sign_in) {
        draw_sign_in();
    } else {
        draw_sidebar(*this);
        same_line(0);
        Pane right("right", {});
        draw_top_bar(*this);
        Pane content("page", {.kind = PaneKind::page, .scroll = page != Page::list});
        switch (page) {
            case Page::list: draw_list(); break;
            case Page::controls: draw_controls(); break;
            case Page::feedback: draw_feedback(); break;
            case Page::record: draw_record(); break;
            case Page::sign_in: break;
        }
    }
    if (dialog) draw_dialog();
    if (confirmation) draw_confirmation();
    ui::toasts(toasts);
}

void Gallery::draw_list() {
    const int action = page_header(
        "Clients", "57 clients, dont 12 à vous",
        {{"clients.export", "Exporter", {.icon = Icon::download, .disabled_reason = "Rien à exporter pour le moment."}},
         {"clients.new", "Nouveau client", {.kind = ButtonKind::primary, .icon = Icon::add, .shortcut = "Ctrl+N"}}});
    if (action == 1) dialog = true;
    Row row(size::control_height);
    row.next(size::control_height);
    search_field("clients.search", search, {.hint = "Nom, société, téléphone…", .width = 280});
    row.next(32);
    if (chip("clients.mine", "Mes clients", only_mine, {.count = 12})) only_mine = !only_mine;
    row.next(32, 8);
    if (chip("clients.unsigned", "Contrats non signés", unsigned_only, {.count = 4})) unsigned_only = !unsigned_only;
    row.end();
    space(16);
    if (rows == 0) {
        empty_state("clients.empty", {.icon = Icon::people,
                                      .title = "Aucun client pour le moment",
                                      .text = "Créez votre premier client : il vous sera attribué, et vous pourrez "
                                              "demander un contrat pour lui.",
                                      .action = "Nouveau client",
                                      .action_icon = Icon::add});
        return;
    }
    table_result =
        ui::table("clients", table,
                  {.columns = columns, .row_count = rows, .multi_select = multi_select, .loading = loading}, draw_row);
    if (table_result.opened) opened = *table_result.opened;
}

void Gallery::draw_controls() {
    page_header("Commandes", "Boutons, champs et choix");
    {
        Card card("buttons", {.title = "Boutons"});
        if (button("b.primary", "Enregistrer", {.kind = ButtonKind::primary})) ++pressed;
        same_line();
        if (button("b.secondary", "Annuler")) ++pressed;
        same_line();
        if (button("b.ghost", "Plus tard", {.kind = ButtonKind::ghost})) ++pressed;
        same_line();
        if (button("b.danger", "Désactiver", {.kind = ButtonKind::danger, .icon = Icon::block})) ++pressed;
        same_line();
        if (button("b.disabled", "Créer l’événement",
                   {.kind = ButtonKind::primary,
                    .icon = Icon::add,
                    .disabled_reason = "Le contrat n’est pas signé. Le commercial du client peut le signer."}))
            ++pressed;
        space(12);
        if (button("b.small", "Petit", {.icon = Icon::edit, .small = true})) ++pressed;
        same_line(8);
        const bool menu_wanted = icon_button("b.icon", Icon::more, "Plus d’actions");
        const std::array<MenuItem, 4> entries{
            {{.id = "m.edit", .text = "Modifier", .icon = Icon::edit, .shortcut = "Ctrl+E"},
             {.id = "m.today", .text = "Contacté aujourd’hui", .icon = Icon::phone},
             {.id = "m.assign",
              .text = "Réattribuer…",
              .icon = Icon::person,
              .disabled_reason = "Seule la gestion le peut."},
             {.id = "m.remove", .text = "Désactiver", .icon = Icon::block, .danger = true, .separator_before = true}}};
        const int chosen = menu("b.menu", menu_wanted, entries);
        if (chosen >= 0) menu_chosen = chosen;
        same_line(8);
        icon_button("b.framed", Icon::tune, "Colonnes", {.framed = true});
        same_line();
        button("b.busy", "Connexion…", {.kind = ButtonKind::secondary, .busy = true});
        space(8);
        if (link("b.link", "Contrat 2026-118")) ++pressed;
    }
    space(16);
    {
        Card card("fields", {.title = "Champs"});
        const std::array<ComboItem, 9> items{{
            {.id = "u1", .text = "Aliénor Vidal", .detail = "2 événements", .person = true},
            {.id = "u2", .text = "Éléonore Petit", .detail = "libre", .person = true},
            {.id = "u3", .text = "Kate Hastroff", .detail = "1 événement", .person = true},
            {.id = "u4", .text = "Mickaël Ögel", .detail = "libre", .person = true},
            {.id = "u5", .text = "Noé Sylvestre", .detail = "3 événements", .person = true},
            {.id = "u6", .text = "Ophélie Ça", .detail = "libre", .person = true},
            {.id = "u7", .text = "Paul Œil", .detail = "libre", .person = true},
            {.id = "u8", .text = "Rémi Zoé", .detail = "libre", .person = true},
            {.id = "u9", .text = "Zoé Avenel", .detail = "libre", .person = true},
        }};
        FormGrid grid(3);
        grid.next();
        text_field("f.name", name,
                   {.label = "Nom complet", .hint = "Prénom Nom", .error = name_error, .required = true});
        grid.next();
        text_field("f.email", email, {.label = "E-mail", .hint = "nom@exemple.fr", .icon = Icon::mail});
        grid.next();
        phone_field("f.phone", phone, {.label = "Téléphone"});
        grid.next();
        money_field("f.amount", amount,
                    {.label = "Montant total", .help = "Devise fixée après le premier paiement", .suffix = "€"});
        grid.next();
        date_field("f.date", date,
                   {.field = {.label = "Début"}, .today = today, .invalid_error = "Cette date n’existe pas."});
        grid.next();
        time_field("f.time", time, {.label = "Heure"});
        grid.next();
        combo("f.support", support, items,
              {.field = {.label = "Support responsable", .hint = "Choisir une personne…"}, .clearable = true});
        grid.next();
        password_field("f.password", password, {.label = "Mot de passe"});
        grid.next();
        text_field("f.locked", company,
                   {.label = "Commercial",
                    .hint = "Camille Roussel",
                    .disabled_reason = "Seule la gestion peut réattribuer un client."});
        grid.next_wide();
        text_area("f.notes", notes, 3, {.label = "Notes", .hint = "Accès, contraintes, matériel…"});
        grid.next();
        checkbox("f.newsletter", "Prévenir le client par e-mail", newsletter);
        grid.next();
        bool off = false;
        checkbox("f.locked_box", "Compte actif", off, {.disabled_reason = "Dernier compte de gestion."});
        grid.next();
        const std::array<std::string_view, 3> views{"Mois", "Semaine", "Équipe"};
        segmented("f.view", views, view);
    }
}

void Gallery::draw_feedback() {
    page_header("Aujourd’hui", "Lundi 23 novembre 2026");
    banner("fb.info", "Vos trois dernières saisies partiront au retour du réseau.", {.tone = Tone::info});
    banner("fb.warning", "Deux événements de Noé Sylvestre se chevauchent le 4 décembre.",
           {.tone = Tone::warning, .title = "Double réservation", .action = "Voir", .dismissible = true});
    banner("fb.danger", "Le serveur a refusé une modification : ce client est passé à une autre personne.",
           {.tone = Tone::danger, .action = "Ouvrir"});
    space(8);
    {
        Card card("fb.progress",
                  {.title = "Échange avec le serveur", .subtitle = "Vous pouvez continuer à travailler."});
        if (progress(
                "fb.bar",
                {.fraction = 0.42F, .text = "Envoi des modifications", .detail = "120 sur 286", .cancel = "Annuler"}))
            ++cancelled;
        space(12);
        pill("Signé", Tone::success, Icon::check_circle);
        same_line(8);
        pill("À signer", Tone::warning);
        same_line(8);
        pill("Annulé", Tone::danger);
        same_line(8);
        pill("Confirmé", Tone::info);
        same_line(8);
        pill("Brouillon", Tone::neutral);
        same_line(8);
        pill("Nouveau", Tone::accent);
        same_line();
        key_hint("Ctrl+K");
        same_line();
        avatar("Éléonore Lefèvre", "u1");
        same_line(4);
        avatar("Kate Hastroff", "u2");
        same_line();
        spinner();
    }
    space(16);
    Card card("fb.empty", {});
    empty_state("fb.nothing", {.icon = Icon::event_available,
                               .title = "Rien de prévu aujourd’hui",
                               .text = "Votre prochain événement est vendredi : l’assemblée générale de la "
                                       "Compagnie générale, à 18 h 30.",
                               .action = "Voir le calendrier",
                               .primary = false,
                               .height = 260});
}

void Gallery::draw_record() {
    back_link("record.back", "Contrats");
    page_header("Contrat 2026-118", "Ateliers du Québec · créé le 12 octobre 2026",
                {{"record.more", "Enregistrer un paiement", {.icon = Icon::payment}},
                 {"record.sign", "Signer", {.kind = ButtonKind::primary, .icon = Icon::check}}});
    const std::array<TabItem, 3> items{{{"record.tab.details", "Détails", ""},
                                        {"record.tab.payments", "Paiements", "2"},
                                        {"record.tab.history", "Historique", "14"}}};
    tabs("record.tabs", items, tab);
    space(16);
    const float half = (available_width() - 16) / 2;
    {
        Card card("record.left", {.title = "Contrat", .width = half});
        detail_row("Client", "Éléonore Lefèvre");
        space(8);
        detail_row("Montant total", "118 411,10 €");
        space(8);
        detail_row("Reste à payer", "48 411,10 €", {.value_role = Role::warning});
        space(8);
        detail_row("Signé le", "");
        space(8);
        detail_row("Notes",
                   "Acompte de 30 % à la signature. Le traiteur est compris, le vin non. Demander un devis "
                   "pour le quatuor avant la mi-novembre.");
    }
    same_line(16);
    {
        Card card("record.right", {.title = "Événements", .width = half});
        empty_state("record.none", {.icon = Icon::event,
                                    .title = "Aucun événement",
                                    .text = "Le contrat doit être signé avant de créer son événement.",
                                    .action = "Créer l’événement",
                                    .action_icon = Icon::add,
                                    .action_disabled_reason = "Le contrat n’est pas signé.",
                                    .height = 260});
    }
}

void Gallery::draw_sign_in() {
    Pane ground("ground", {.kind = PaneKind::page});
    Centred centred("sign_in", 420);
    brand("Epic Events", Icon::celebration, 0);
    {
        Card card("sign_in.card", {.padding = 28});
        text("Connexion", {20, Weight::semibold});
        space(4);
        text_wrapped("Données du 23 novembre à 08:12, il y a 2 heures.", type::small, Role::text_muted);
        space(16);
        FormGrid grid(1);
        grid.next();
        text_field("sign_in.email", email, {.label = "E-mail", .hint = "nom@epic-events.fr", .icon = Icon::mail});
        grid.next();
        password_field("sign_in.password", password,
                       {.label = "Mot de passe", .error = "Adresse ou mot de passe incorrect.", .icon = Icon::key});
        grid.next();
        space(4);
        button("sign_in.go", "Se connecter", {.kind = ButtonKind::primary, .width = -1});
    }
    space(12);
    link("sign_in.other", "Ouvrir un autre fichier");
    space(12);
}

void Gallery::draw_dialog() {
    Modal modal("client.form", {.title = "Nouveau client", .subtitle = "Il vous sera attribué."});
    {
        FormGrid grid(2);
        grid.next_wide();
        text_field("client.name", name,
                   {.label = "Nom complet", .hint = "Prénom Nom", .error = name_error, .required = true});
        grid.next_wide();
        text_field("client.company", company, {.label = "Société", .hint = "Raison sociale"});
        grid.next();
        text_field("client.email", email, {.label = "E-mail", .hint = "nom@exemple.fr"});
        grid.next();
        phone_field("client.phone", phone, {.label = "Téléphone"});
        grid.next_wide();
        date_field("client.first", date, {.field = {.label = "Premier contact"}, .today = today});
        grid.next_wide();
        text_area("client.notes", notes, 3, {.label = "Notes"});
    }
    const int button_pressed = modal.footer(
        {{"client.cancel", "Annuler"},
         {"client.save",
          "Créer le client",
          {.kind = ButtonKind::primary, .disabled_reason = name.empty() ? "Le nom est obligatoire." : ""}}},
        "* obligatoire");
    if (button_pressed == 0 || modal.dismissed()) {
        dialog = false;
        ++cancelled;
    } else if (button_pressed == 1 || (modal.confirmed() && !name.empty())) {
        dialog = false;
        ++saved;
        toasts.push_back(
            {.id = static_cast<std::uint64_t>(saved), .text = "Client « " + name + " » créé", .action = "Annuler"});
    }
}

void Gallery::draw_confirmation() {
    Modal modal("confirm",
                {.title = "Désactiver Kate Hastroff ?",
                 .subtitle = "Son accès s’arrête partout au prochain échange. Son nom reste dans l’historique.",
                 .width = 480,
                 .icon = Icon::warning,
                 .tone = Tone::danger});
    const int button_pressed =
        modal.footer({{"confirm.no", "Annuler"}, {"confirm.yes", "Désactiver", {.kind = ButtonKind::danger}}});
    if (button_pressed == 0 || modal.dismissed()) confirmation = false;
    if (button_pressed == 1 || modal.confirmed()) {
        confirmation = false;
        ++saved;
    }
}

} // namespace epic::test

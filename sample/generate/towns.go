package generate

import "strings"

// town is a place with the region it lies in.
type town struct{ name, region string }

// regions lists towns by region, "region: town, town". The first town of the first line is the one with a tenth of all events.
const regions = `Kharkiv: Kharkiv, Izium, Chuhuiv, Balakliia, Kupiansk, Derhachi, Vovchansk, Merefa, Liubotyn, Lozova, Barvinkove, Pervomaiskyi, Bohodukhiv, Krasnohrad, Zmiiv, Valky
Donetsk: Mariupol, Kramatorsk, Sloviansk, Bakhmut, Volnovakha, Avdiivka, Marinka, Toretsk, Kostiantynivka, Druzhkivka, Pokrovsk, Vuhledar, Lyman, Sviatohirsk, Siversk, Soledar, Kurakhove, Myrnohrad, Donetsk, Makiivka, Horlivka, Yenakiieve, Chasiv Yar, Selydove, Dobropillia
Luhansk: Sievierodonetsk, Lysychansk, Rubizhne, Popasna, Kreminna, Shchastia, Starobilsk, Svatove, Luhansk, Alchevsk, Zolote, Hirske
Kyiv: Kyiv, Bucha, Irpin, Hostomel, Borodianka, Makariv, Brovary, Vasylkiv, Bila Tserkva, Vyshhorod, Boryspil, Fastiv, Ivankiv, Vorzel, Obukhiv
Chernihiv: Chernihiv, Nizhyn, Pryluky, Ichnia, Bobrovytsia, Nosivka, Mena, Horodnia, Koriukivka, Snovsk, Semenivka
Sumy: Sumy, Okhtyrka, Trostianets, Konotop, Shostka, Romny, Lebedyn, Putyvl, Hlukhiv, Krolevets, Bilopillia
Mykolaiv: Mykolaiv, Bashtanka, Ochakiv, Voznesensk, Snihurivka, Pervomaisk, Novyi Buh
Kherson: Kherson, Nova Kakhovka, Kakhovka, Henichesk, Oleshky, Skadovsk, Beryslav, Hola Prystan
Zaporizhzhia: Zaporizhzhia, Melitopol, Berdiansk, Enerhodar, Tokmak, Orikhiv, Huliaipole, Polohy, Vasylivka, Kamianka-Dniprovska
Odesa: Odesa, Chornomorsk, Izmail, Bilhorod-Dnistrovskyi, Podilsk, Yuzhne, Artsyz
Dnipropetrovsk: Dnipro, Kryvyi Rih, Nikopol, Pavlohrad, Kamianske, Marhanets, Synelnykove, Novomoskovsk, Apostolove
Zhytomyr: Zhytomyr, Korosten, Ovruch, Malyn, Berdychiv, Zviahel
Vinnytsia: Vinnytsia, Haisyn, Koziatyn, Zhmerynka
Poltava: Poltava, Kremenchuk, Myrhorod, Lubny, Hadiach
Lviv: Lviv, Drohobych, Yavoriv, Stryi
Rivne: Rivne, Dubno, Sarny
Cherkasy: Cherkasy, Uman, Smila
Kirovohrad: Kropyvnytskyi, Oleksandriia
Khmelnytskyi: Khmelnytskyi, Starokostiantyniv
Ternopil: Ternopil, Chortkiv`

// towns reads regions into a list in which big and often named towns do not all stand together: round by round, one
// town of every region.
func towns() []town {
	var lists [][]town
	for line := range strings.Lines(regions) {
		region, names, _ := strings.Cut(strings.TrimSpace(line), ": ")
		var list []town
		for _, n := range strings.Split(names, ", ") {
			list = append(list, town{n, region})
		}
		lists = append(lists, list)
	}
	var out []town
	for round := 0; ; round++ {
		n := len(out)
		for _, list := range lists {
			if round < len(list) {
				out = append(out, list[round])
			}
		}
		if len(out) == n {
			return out
		}
	}
}
